import { PolicyDecision } from '@backstage/plugin-permission-common';
import { holds } from '@quarterdeck/plugin-portal-node';
import {
  Acceptance,
  acceptanceScopeSchema,
} from '@quarterdeck/plugin-security-common';
import { AcceptanceRow, countAccepted } from '../../database/acceptanceRows';
import { endingDays } from '../findingFilter';
import { Reader } from '../reader';
import { inSeen, seenEntities } from '../seenFindings';
import { toCounts } from '../severityCounts';

/** A day in milliseconds. */
export const dayMs = 86_400_000;

function stateOf(row: AcceptanceRow, now: Date): Acceptance['state'] {
  if (row.ended_at) return row.end_reason === 'expired' ? 'expired' : 'revoked';
  const left = row.expires_at.getTime() - now.getTime();
  if (left <= 0) return 'expired';
  return left < endingDays * dayMs ? 'ending' : 'active';
}

/** Acceptances as they are answered. */
export async function toAcceptances(
  reader: Reader,
  rows: readonly AcceptanceRow[],
  decisions: { read: PolicyDecision; accept?: PolicyDecision },
): Promise<Acceptance[]> {
  const counted = await countAccepted(
    reader.knex,
    rows.map(({ id }) => id),
    inSeen(
      { entity: 'f.entity_ref', severity: 'f.severity' },
      reader.visible(decisions.read),
    ),
  );
  const now = reader.now();
  const may = decisions.accept
    ? seenEntities(reader.visible(decisions.accept))
    : undefined;
  return rows.map(row => {
    const own = counted.filter(one => one.acceptance_id === row.id);
    const state = stateOf(row, now);
    const next = row.remind_days
      .filter(days => !row.reminded_days.includes(days))
      .map(days => row.expires_at.getTime() - days * dayMs)
      .sort((a, b) => a - b)[0];
    return {
      id: row.id,
      scope: acceptanceScopeSchema.parse(row.scope),
      title: row.title,
      owner: row.owner,
      reason: row.reason,
      createdBy: row.created_by,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      state,
      endedAt: row.ended_at?.toISOString() ?? null,
      endedBy: row.ended_by,
      endReason: row.end_reason,
      nextReminderAt:
        row.ended_at || next === undefined
          ? null
          : new Date(next).toISOString(),
      findings: own.reduce((sum, { n }) => sum + n, 0),
      bySeverity: toCounts(own),
      entities: new Set(own.flatMap(({ entities }) => entities)).size,
      canRevoke:
        (state === 'active' || state === 'ending') &&
        may !== undefined &&
        (row.entity_refs
          ? row.entity_refs.every(ref => holds(may, ref))
          : may.kind === 'except' && may.refs.length === 0),
    };
  });
}
