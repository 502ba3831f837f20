import { where } from '@quarterdeck/plugin-portal-node';
import {
  claimReminder,
  selectAcceptances,
} from '../../database/acceptanceRows';
import { ClockDeps, perRun } from './clockDeps';
import { notify } from './notify';

const dayMs = 86_400_000;

/**
 * Tells owners before their acceptance ends; each reminder once, and of several that
 * are due at once the nearest.
 * @returns how many this run told.
 */
export async function remindOwners(deps: ClockDeps): Promise<number> {
  const now = deps.reader.now();
  const rows = await selectAcceptances(
    deps.reader.knex,
    where(
      `a.ended_at IS NULL AND a.expires_at > ?::timestamptz AND EXISTS (
         SELECT FROM unnest(a.remind_days) d(days)
         WHERE NOT d.days = ANY(a.reminded_days)
           AND a.expires_at - d.days * interval '24 hours' <= ?::timestamptz)`,
      now.toISOString(),
      now.toISOString(),
    ),
    { limit: perRun },
  );
  let count = 0;
  for (const row of rows) {
    const left = row.expires_at.getTime() - now.getTime();
    const due = row.remind_days.filter(days => left <= days * dayMs);
    if (!(await claimReminder(deps.reader.knex, row, due))) continue;
    count += 1;
    const days = Math.ceil(left / dayMs);
    await notify(deps, {
      recipient: row.owner,
      title: `An accepted risk ends in ${
        days === 1 ? 'a day' : `${days} days`
      }: ${row.title}`,
      description: `Its findings open again then. ${row.title}: ${row.reason}`,
      link: '/security/findings?view=accepted_ending',
      severity: 'high',
      topic: 'security.acceptance',
      scope: `acceptance:${row.id}:remind-${Math.min(...due)}`,
    });
  }
  return count;
}
