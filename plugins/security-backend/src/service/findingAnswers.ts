import { FindingSummary, SlaState } from '@quarterdeck/plugin-security-common';
import { FindingRow } from '../database/findingRows';
import { dueSoonDays } from './findingFilter';
import { Reader } from './reader';

const dayMs = 86_400_000;

/** A time as answers tell it. */
export const iso = (at: Date | null): string | null =>
  at ? at.toISOString() : null;

/** How a finding stands against its due date; the same rule as `slaCondition`. */
export function slaStateOf(row: FindingRow, now: Date): SlaState {
  if (row.sla_paused) return 'paused';
  if (!row.sla_due) return 'none';
  if (row.state === 'fixed') {
    return (row.fixed_at ?? now) <= row.sla_due ? 'met' : 'missed';
  }
  if (!row.is_open) return 'none';
  const left = row.sla_due.getTime() - now.getTime();
  if (left < 0) return 'breached';
  return left < dueSoonDays * dayMs ? 'due_soon' : 'on_track';
}

const fixedVersionsOf = (row: FindingRow) =>
  row.fixed_version ? row.fixed_version.split(', ') : [];

/** A row of the list as it is answered. */
export function toSummary(
  reader: Pick<Reader, 'now' | 'slaDays'>,
  row: FindingRow,
): FindingSummary {
  const now = reader.now();
  const ended = row.fixed_at ?? now;
  const state = slaStateOf(row, now);
  const others = row.tools.filter(tool => tool !== row.tool);
  return {
    id: row.finding_id,
    entityRef: row.entity_ref,
    title: row.title,
    kind: row.kind,
    state: row.state,
    suppressedBy: row.suppressed_by,
    needsReview: row.needs_review,
    pendingClose: row.pending_close,
    severity: row.severity,
    scanSeverity: row.scan_severity === row.severity ? null : row.scan_severity,
    tool: row.tool,
    tools: [row.tool, ...others],
    ruleId: row.rule_id,
    vulnerabilityId: row.alias_key,
    package: row.package_name
      ? {
          name: row.package_name,
          version: row.package_version,
          ecosystem: row.ecosystem,
          purl: row.purl,
          fixedVersions: fixedVersionsOf(row),
        }
      : null,
    target: row.target,
    path: row.path,
    line: row.line,
    ref: row.branch || null,
    environment: row.environment || null,
    occurrences: row.occurrences,
    exploit: {
      epss: row.epss === null ? null : { score: row.epss, percentile: null },
      knownExploited: row.known_exploited,
    },
    sla: {
      state,
      dueAt: iso(row.sla_due),
      days: reader.slaDays(row.entity_ref, row.severity),
      remainingSeconds:
        row.sla_due && row.is_open && !row.sla_paused
          ? Math.round((row.sla_due.getTime() - now.getTime()) / 1000)
          : null,
    },
    priority: row.priority,
    assignee: row.assignee,
    firstSeenAt: row.first_seen_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    fixedAt: iso(row.fixed_at),
    reopenedCount: row.reopened_count,
    ageSeconds: Math.max(
      0,
      Math.round((ended.getTime() - row.first_seen_at.getTime()) / 1000),
    ),
  };
}
