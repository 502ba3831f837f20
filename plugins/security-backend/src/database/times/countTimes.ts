import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral, Condition } from '@quarterdeck/plugin-portal-node';

/** What a kept time tells of; the migration `security_times` says of which moment. */
export type TimeOf =
  | 'open'
  | 'timed'
  | 'closed'
  | 'due'
  | 'reopened'
  | 'fixed'
  | 'met'
  | 'missed'
  | 'ended';

const rowSchema = z.object({
  what: z.string(),
  by: z.string(),
  before: z.array(z.number()),
});

/** How many times come before each of the moments asked for, by their places. */
export class TimesBefore {
  readonly #before = new Map<string, readonly number[]>();

  constructor(rows: readonly { what: string; before: readonly number[] }[]) {
    for (const { what, before } of rows) this.#before.set(what, before);
  }

  until(what: readonly TimeOf[], to: number): number {
    return what.reduce(
      (sum, name) => sum + (this.#before.get(name)?.[to] ?? 0),
      0,
    );
  }

  between(what: readonly TimeOf[], from: number, to: number): number {
    return this.until(what, to) - this.until(what, from);
  }
}

/**
 * Counts what happened before each of some moments, by severity, by entity or
 * together (under the empty name). A search by halves for each row of times: what
 * it takes does not depend on how many findings there are in a range.
 */
export async function countTimes(
  knex: Knex,
  /** On `t`. */
  condition: Condition,
  asked: { what: readonly TimeOf[]; moments: readonly Date[] },
  by?: 'severity' | 'entity_ref',
): Promise<Map<string, TimesBefore>> {
  // As many as are not later than the last moment before it.
  const before = asked.moments.map(
    () => `sum(width_bucket(?::timestamptz - interval '1 microsecond', t.at))`,
  );
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT t.what, ${by ? `t.${by}` : `''`} AS by,
       ARRAY[${before.join(', ')}]::integer[] AS before
     FROM finding_time t WHERE t.what = ANY(?::text[]) AND (${condition.sql})
     GROUP BY 1, 2`,
    [...asked.moments, arrayLiteral(asked.what), ...condition.bindings],
  );
  const parsed = z.array(rowSchema).parse(rows);
  return new Map(
    Array.from(new Set(parsed.map(row => row.by)), name => [
      name,
      new TimesBefore(parsed.filter(row => row.by === name)),
    ]),
  );
}

/** Nothing was counted. */
export const noTimes = new TimesBefore([]);
