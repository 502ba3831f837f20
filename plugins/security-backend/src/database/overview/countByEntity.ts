import { Knex } from 'knex';
import { Condition } from '@quarterdeck/plugin-portal-node';
import { countTimes } from '../times/countTimes';

/** Of what is open: created since a moment, and past due, by entity. */
export async function countByEntity(
  knex: Knex,
  /** On `t`. */
  times: Condition,
  at: { since: Date; now: Date },
): Promise<Map<string, { created: number; pastDue: number }>> {
  const counted = await countTimes(
    knex,
    times,
    {
      what: ['open', 'timed', 'due'],
      // Whenever else it was seen.
      moments: [at.since, at.now, new Date(8.64e15)],
    },
    'entity_ref',
  );
  return new Map(
    Array.from(counted, ([entityRef, own]) => [
      entityRef,
      {
        created: own.between(['open', 'timed'], 0, 2),
        pastDue: own.until(['due'], 1),
      },
    ]),
  );
}
