export interface Config {
  /** DORA metrics: formulas, calendar and benchmarks. See README.md. */
  dora?: {
    /** IANA name of the zone that cuts days. Default `UTC`. */
    zone?: string;
    /** First day of a week: 1 Monday to 7 Sunday. Default 1. */
    weekStart?: 1 | 2 | 3 | 4 | 5 | 6 | 7;
    /** Scale shown first: `quick`, `2023`, `2021`, `guide`, `own`. Default `quick`. */
    benchmark?: 'quick' | '2023' | '2021' | 'guide' | 'own';
    /** Industry of the Quick Check to compare with. Default `all`. */
    industry?: string;
    /** Own thresholds per metric, for `benchmark: own`; seconds, per day, ratios. */
    thresholds?: { [metric: string]: { good: number; fair?: number } };
    /** Rules of the formulas, by the names of `DoraSettings`. */
    settings?: { [rule: string]: unknown };
    alerts?: {
      /** Tell owners when a metric leaves its band. Default true. */
      enabled?: boolean;
      /** Weeks in a row it has to lie in another band. Default 2. */
      confirmWeeks?: number;
    };
    /** The same for some entities, and all that belongs to them. */
    scopes?: Array<{
      /** Entity refs: groups, systems, domains, components. */
      refs: string[];
      zone?: string;
      weekStart?: 1 | 2 | 3 | 4 | 5 | 6 | 7;
      benchmark?: 'quick' | '2023' | '2021' | 'guide' | 'own';
      industry?: string;
      thresholds?: { [metric: string]: { good: number; fair?: number } };
      settings?: { [rule: string]: unknown };
    }>;
  };
}
