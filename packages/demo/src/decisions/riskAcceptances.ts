import { DAY, MINUTE, SECOND } from '../history/clock';
import { people, Person } from '../organisation/people';
import { weakPackages } from '../security/weaknesses';
import { FindingChoice } from './triageDecisions';

/** What a risk is accepted for: one finding, a rule, or a vulnerability wherever it is. */
export type AcceptedThing =
  | { finding: FindingChoice }
  | { rule: string; in: readonly string[] }
  | { package: string; in: readonly string[] };

/** A risk somebody accepts. */
export interface DemoAcceptance {
  by: Person;
  owner: Person;
  what: AcceptedThing;
  /** Known again by it. */
  reason: string;
  /** Milliseconds from now. */
  lasts: number;
  remindDaysBefore?: number[];
  /** Another end, later. */
  extended?: { lasts: number; reason: string };
  /** Taken back, and why. */
  revoked?: string;
}

const { mei, anouk, sam, ines, priya, bram } = people;

/** The id of a package's vulnerability. */
export function vulnerabilityOf(name: string): string {
  const weak = weakPackages.find(one => one.name === name);
  if (!weak) throw new Error(`There is no package ${name}.`);
  return weak.id;
}

/** Accepted risks: some hold, one is reminded of, one has run out, one was taken back. */
export const riskAcceptances: readonly DemoAcceptance[] = [
  {
    by: mei,
    owner: mei,
    what: { finding: { of: 'checkout', package: 'keelson' } },
    reason: 'There is no fix, and we draw no numbers with it.',
    lasts: 90 * DAY,
  },
  {
    by: anouk,
    owner: anouk,
    what: {
      rule: 'quayside.log-of-input',
      in: ['notifications', 'payments-api'],
    },
    reason: 'Logs are kept for a week and read by us alone.',
    // The reminder of three days is due as soon as the portal looks.
    lasts: 3 * DAY + MINUTE,
    remindDaysBefore: [3],
  },
  {
    by: bram,
    owner: bram,
    what: {
      package: 'windlass',
      in: ['notifications', 'search-indexer', 'identity'],
    },
    reason: 'Nobody has rated it; used while building only.',
    lasts: 180 * DAY,
  },
  {
    by: sam,
    owner: sam,
    what: {
      finding: {
        of: 'storefront-web',
        rule: 'quayside.weak-hash',
        topic: 'carousel',
      },
    },
    reason: 'Until the sale of this morning is over.',
    lasts: 20 * SECOND,
  },
  {
    by: priya,
    owner: priya,
    what: { finding: { of: 'fraud-model', package: 'halyard' } },
    reason: 'Its errors are seen by the training job only.',
    lasts: 9 * DAY,
  },
  {
    by: bram,
    owner: bram,
    what: { finding: { of: 'identity', package: 'mooring' } },
    reason: 'Names are cut to 64 signs before they get there.',
    lasts: 14 * DAY,
    extended: {
      lasts: 60 * DAY,
      reason: 'The new version breaks sign-in by passkeys; next quarter.',
    },
  },
  {
    by: ines,
    owner: ines,
    what: { finding: { of: 'search-indexer', package: 'halyard' } },
    reason: 'Errors stay inside of the cluster.',
    lasts: 60 * DAY,
    revoked: 'They do not: the status page shows them.',
  },
];
