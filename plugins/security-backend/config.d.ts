export interface Config {
  /** Security findings: due dates, imports, gates. */
  security?: {
    sla?: {
      /** Days to repair by severity; one that is not named has no due date. Default 7, 30, 90, 120. */
      days?: { [severity: string]: number };
      /** Other days for entities with the annotation `quarterdeck.io/tier`. */
      tiers?: { [tier: string]: { [severity: string]: number } };
      /** What comes back is due anew, counted from then. Default false. */
      restartOnReopen?: boolean;
      /** One whose acceptance ended is due anew, counted from then. Default false. */
      restartOnExpiry?: boolean;
    };
    imports?: {
      /** A fixed finding opens again when a scan has it. Default true. */
      reactivate?: boolean;
      /** Share of the open findings that may vanish at once before the next scan has to agree. Default 0.5. */
      holdShare?: number;
      /** Fewer than this are never held back. Default 10. */
      holdAtLeast?: number;
      /** Branches whose findings lists show. Default main, master, trunk. */
      defaultBranches?: string[];
    };
    /** What an open finding of a severity adds to the risk of its component. Default 10, 5, 3, 1, 0 and 5 for unknown. */
    riskWeights?: { [severity: string]: number };
    /** Who signs exported VEX documents: name and address. Default Quarterdeck and app.baseUrl. */
    vex?: { publisher?: string; namespace?: string };
    /** Days after which a scan is stale. Default 7. */
    freshForDays?: number;
    /** Longest time a gate waits for scans that came in to be counted. Default 5. */
    gateWaitSeconds?: number;
  };
}
