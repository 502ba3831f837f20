import { people, Person } from '../organisation/people';

/** How far a leaked secret is; it is known by the place it leaked to. */
export interface Rotation {
  by: Person;
  rule: string;
  of: string;
  state: 'rotating' | 'rotated' | 'not_a_secret';
  assignee?: Person;
  note: string;
}

const { mei, anouk, sam, ines, kwame } = people;

/** The token in two repositories is left to rotate. */
export const rotations: readonly Rotation[] = [
  {
    by: mei,
    rule: 'demo-database-password',
    of: 'notifications',
    state: 'rotating',
    assignee: anouk,
    note: 'New password is in the vault; cart still reads the old one.',
  },
  {
    by: ines,
    rule: 'demo-mail-key',
    of: 'search-indexer',
    state: 'rotated',
    assignee: kwame,
    note: 'Withdrawn at the provider, nothing was sent with it.',
  },
  {
    by: sam,
    rule: 'demo-token',
    of: 'storefront-web',
    state: 'not_a_secret',
    note: 'Made up for a test; it never opened anything.',
  },
];

/** A list somebody keeps, alone or for their team. */
export interface DemoView {
  by: Person;
  name: string;
  query: string;
  /** Name of the group that has it. */
  team?: string;
}

/** Views that people keep. */
export const savedViews: readonly DemoView[] = [
  {
    by: mei,
    name: 'Can be fixed today',
    query: 'view=not_fixed&hasFix=true&severity=critical,high',
  },
  {
    by: mei,
    name: 'Exploited elsewhere',
    query: 'view=not_fixed&knownExploited=true&sort=epss',
    team: 'payments-team',
  },
  {
    by: sam,
    name: 'Code of the shop',
    query: 'view=not_fixed&kind=sast&group=rule',
    team: 'storefront-team',
  },
];
