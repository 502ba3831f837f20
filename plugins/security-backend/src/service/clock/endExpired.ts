import { where } from '@quarterdeck/plugin-portal-node';
import { selectAcceptances } from '../../database/acceptanceRows';
import { endAcceptance } from '../acceptance/endAcceptance';
import { ClockDeps, perRun } from './clockDeps';
import { notify } from './notify';

/**
 * Acceptances that are over end: their findings are open again, and the owner hears
 * of it, once however many replicas look.
 * @returns how many this run ended.
 */
export async function endExpired(deps: ClockDeps): Promise<number> {
  const now = deps.reader.now();
  const rows = await selectAcceptances(
    deps.reader.knex,
    where(
      'a.ended_at IS NULL AND a.expires_at <= ?::timestamptz',
      now.toISOString(),
    ),
    { limit: perRun },
  );
  let count = 0;
  for (const row of rows) {
    const ended = await endAcceptance(deps, row, {
      actor: 'clock',
      reason: 'expired',
      audited: 'risk.expire',
      onlyExpired: true,
    });
    if (!ended) continue;
    count += 1;
    await notify(deps, {
      recipient: row.owner,
      title: `An accepted risk ran out: ${row.title}`,
      description: `Its findings are open again. ${row.title}: ${row.reason}`,
      link: '/security/findings?view=accepted_ending',
      severity: 'high',
      topic: 'security.acceptance',
      scope: `acceptance:${row.id}:expired`,
    });
  }
  return count;
}
