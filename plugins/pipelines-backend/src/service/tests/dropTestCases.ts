import { Knex } from 'knex';
import { dropOldCases } from '../../database/tests/caseRuns';

const keptDays = 90;
const dayMs = 86_400_000;

/** Drops single cases past their time, a part at a time; figures per day stay. */
export async function dropTestCases(knex: Knex, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptDays * dayMs);
  while ((await dropOldCases(knex, before)) > 0);
}
