import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { where } from '@quarterdeck/plugin-portal-node';
import {
  AcceptanceRow,
  selectAcceptances,
  updateAcceptance,
} from '../database/acceptanceRows';
import { recordDay } from '../database/settle/entityCounts';
import { endAcceptance } from './acceptance/endAcceptance';
import { DecideDeps } from './decide';

const dayMs = 86_400_000;
const perRun = 200;

/** What the clock does needs to tell people. */
export interface ClockDeps extends DecideDeps {
  notifications: NotificationService;
  logger: LoggerService;
}

async function tell(
  { notifications, logger }: ClockDeps,
  row: AcceptanceRow,
  title: string,
  scope: string,
): Promise<void> {
  try {
    await notifications.send({
      recipients: { type: 'entity', entityRef: row.owner },
      payload: {
        title,
        description: `${row.title}: ${row.reason}`.slice(0, 500),
        link: '/security/findings?view=accepted_ending',
        severity: 'high',
        topic: 'security.acceptance',
        scope: `acceptance:${row.id}:${scope}`,
      },
    });
  } catch (error) {
    // The pages tell of it too.
    logger.warn(`${row.owner} could not be told of "${title}": ${error}`);
  }
}

/** Acceptances that are over end: their findings are open again, and the owner hears of it. */
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
  for (const row of rows) {
    await endAcceptance(deps, row, {
      actor: 'clock',
      reason: 'expired',
      audited: 'risk.expire',
    });
    await tell(deps, row, `An accepted risk ran out: ${row.title}`, 'expired');
  }
  return rows.length;
}

/** Tells owners before their acceptance ends; each reminder once. */
export async function remindOwners(deps: ClockDeps): Promise<number> {
  const now = deps.reader.now();
  const rows = await selectAcceptances(
    deps.reader.knex,
    where(
      `a.ended_at IS NULL AND a.expires_at > ?::timestamptz AND EXISTS (
         SELECT FROM unnest(a.remind_days) d(days)
         WHERE NOT d.days = ANY(a.reminded_days)
           AND a.expires_at - make_interval(days => d.days) <= ?::timestamptz)`,
      now.toISOString(),
      now.toISOString(),
    ),
    { limit: perRun },
  );
  for (const row of rows) {
    const due = row.remind_days.filter(
      days => row.expires_at.getTime() - days * dayMs <= now.getTime(),
    );
    await updateAcceptance(deps.reader.knex, row.id, { reminded_days: due });
    const left = Math.ceil((row.expires_at.getTime() - now.getTime()) / dayMs);
    await tell(
      deps,
      row,
      `An accepted risk ends in ${left === 1 ? 'a day' : `${left} days`}: ${
        row.title
      }`,
      `remind-${Math.min(...due)}`,
    );
  }
  return rows.length;
}

/** Counts today for every entity that was ever scanned. */
export async function countToday({ reader }: ClockDeps): Promise<void> {
  const { rows } = await reader.knex.raw<{ rows: { entity_ref: string }[] }>(
    'SELECT DISTINCT entity_ref FROM scan_target',
  );
  const refs = rows.map(row => row.entity_ref);
  for (let at = 0; at < refs.length; at += perRun) {
    await reader.knex.transaction(tx =>
      recordDay(tx, refs.slice(at, at + perRun), reader.now()),
    );
  }
}
