import type { TriageAction } from '@quarterdeck/plugin-security-common';
import { people, Person } from '../organisation/people';

/** Which finding of the demo: of a service, by what it is about. */
export interface FindingChoice {
  /** Name of the component. */
  of: string;
  package?: string;
  rule?: string;
  /** The topic whose folder it is in. */
  topic?: string;
}

/** What a person does to one finding. */
export interface TriageDecision {
  by: Person;
  on: FindingChoice;
  action: TriageAction;
}

const { mei, ravi, anouk, lena, sam, tomas, yuki } = people;
const { ines, kwame, priya, jonas, elif, amara, bram, zofia } = people;

const refOf = ({ login }: Person) => `user:default/${login}`;
const confirm: TriageAction = { action: 'set_state', state: 'triaged' };
const begin: TriageAction = { action: 'set_state', state: 'in_progress' };
const give = (person: Person): TriageAction => ({
  action: 'assign',
  assignee: refOf(person),
});
const say = (text: string): TriageAction => ({ action: 'comment', text });
const wrong = (reason: string): TriageAction => ({
  action: 'set_state',
  state: 'false_positive',
  reason,
});

const on =
  (of: string, what: Omit<FindingChoice, 'of'>) =>
  (by: Person, ...actions: TriageAction[]): TriageDecision[] =>
    actions.map(action => ({ by, on: { of, ...what }, action }));

/**
 * What people have decided so far. `ledger` is left alone, so that there is a list
 * to try things on.
 */
export const triageDecisions: readonly TriageDecision[] = [
  ...on('payments-api', { package: 'gangway-http' })(
    mei,
    confirm,
    give(ravi),
    say('Exploited elsewhere since last week. Ravi, before anything else.'),
  ),
  ...on('payments-api', { package: 'gangway-http' })(
    ravi,
    begin,
    say(
      'Raised in a branch; two tests of the settlement file still fail. Merging tomorrow.',
    ),
  ),
  ...on('checkout', { package: 'left-rope' })(mei, confirm, give(anouk)),
  ...on('checkout', { rule: 'quayside.sql-from-input' })(
    mei,
    give(lena),
    begin,
    say('The tax lines come from our own table, but the filter does not.'),
  ),
  ...on('checkout', { rule: 'quayside.log-of-input' })(
    anouk,
    wrong('The logger masks what it is given.'),
  ),
  ...on('notifications', { package: 'left-rope' })(
    anouk,
    confirm,
    give(anouk),
    say('We cut no ropes, still: raised with the next release.'),
  ),
  ...on('notifications', { package: 'windlass' })(anouk, {
    action: 'override_severity',
    severity: 'low',
    reason: 'Only the build uses it, and nothing of it is shipped.',
  }),
  ...on('notifications', {
    rule: 'quayside.sql-from-input',
    topic: 'e-mail templates',
  })(
    anouk,
    {
      action: 'override_severity',
      severity: 'critical',
      reason: 'Everybody who may write a template can read all addresses.',
    },
    confirm,
    give(lena),
  ),
  ...on('notifications', { rule: 'quayside.weak-hash', topic: 'push tokens' })(
    lena,
    wrong('The hash spreads tokens over queues; it protects nothing.'),
  ),
  ...on('notifications', { rule: 'quayside.no-timeout', topic: 'push tokens' })(
    lena,
    {
      action: 'set_state',
      state: 'out_of_scope',
      reason: 'The old sender, switched off at the end of the month.',
    },
  ),
  ...on('storefront-web', {
    rule: 'quayside.sql-from-input',
    topic: 'product page',
  })(
    sam,
    confirm,
    give(tomas),
    say('`sort` is the way in. Please with a test.'),
  ),
  ...on('storefront-web', {
    rule: 'quayside.path-from-input',
    topic: 'carousel',
  })(yuki, give(yuki), begin),
  ...on('search-indexer', { package: 'left-rope' })(
    ines,
    confirm,
    give(kwame),
    say('Waits for the new tokenizer, which needs the next major version.'),
  ),
  ...on('fraud-model', { package: 'tide-table' })(
    priya,
    confirm,
    give(jonas),
    say('The training job reads folders that others may write to: it counts.'),
  ),
  ...on('ranker-model', { package: 'semaphore-flags' })(
    elif,
    give(amara),
    begin,
    say('Only in the notebook image; raised with the next base image.'),
  ),
  ...on('identity', { package: 'gangway-http' })(
    bram,
    confirm,
    give(zofia),
    say('At the edge requests are normalised, so nobody gets here with it.'),
  ),
  ...on('identity', { package: 'left-rope' })(zofia, begin),
];

/** Many at once, previewed and changed in one step. */
export const bulkDecision = {
  by: anouk,
  of: 'notifications',
  rule: 'quayside.path-from-input',
  action: confirm,
} as const;
