import { Knex } from 'knex';
import { scanCategories } from '@quarterdeck/plugin-ingest-common';
import { AnyLogEvent, NewEvent } from '@quarterdeck/plugin-ingest-node';
import { prepareScanRows } from '../../database/import/scanRows';
import {
  countCommitOpen,
  countFresh,
  countTarget,
  saveImport,
} from '../../database/import/targets';
import { lockEntities, recordDay } from '../../database/settle/entityCounts';
import { markSettled } from '../../database/settledMarks';
import { SettleRules } from '../../database/settle/settleStates';
import { prepareTouched, touchVulnerable } from '../../database/settle/touched';
import { resolveBomRefs } from '../../database/vexRows';
import { settle } from '../settle';
import { importPart, ImportSettings, MadeImport } from './importPart';
import { sbomWriter } from './sbomWriter';
import { ownedReport } from './ownedReport';
import { ReportEvent } from './scanTarget';
import { ReadRecords, stageReport } from './stageReport';
import { vexWriter } from './vexWriter';

/** What imports are made with. */
export interface ImportDeps {
  records: ReadRecords;
  rules: SettleRules;
  settings: ImportSettings;
  isDefault: (branch: string) => boolean;
}

const categories: readonly string[] = scanCategories;

/** Whether an event is a report this area reads; one without an entity and a sender is nobody's. */
export function isScanReport(event: AnyLogEvent): event is ReportEvent {
  return (
    event.type === 'report.received.v1' &&
    (event.entityRef !== undefined || event.subject !== undefined) &&
    categories.includes(event.data.category)
  );
}

/** When the scan was made; never after it came in. */
function scannedAtOf(event: ReportEvent): Date {
  const said = event.data.scan?.at;
  const at = said ? new Date(said) : event.occurredAt;
  return at < event.recordedAt ? at : event.recordedAt;
}

type Kinds = NewEvent<'security.scanned.v1'>['data']['kinds'];

const kindsOf = ({ part }: MadeImport): Kinds => [...part.kinds].sort();

async function toldOf(
  tx: Knex,
  made: MadeImport,
  open: Record<string, number>,
): Promise<NewEvent<'security.scanned.v1'>> {
  const { event, part, row } = made;
  const { target } = part;
  return {
    type: 'security.scanned.v1',
    entityRef: event.entityRef,
    occurredAt: made.scannedAt,
    correlation: row.commit_sha ? { sha: row.commit_sha } : {},
    data: {
      scanId: row.import_id,
      upTo: event.position,
      tool: target.tool,
      category: target.category,
      scope: target.scope,
      ref: target.branch || undefined,
      branch: target.branch || undefined,
      environment: target.environment || undefined,
      commit: row.commit_sha ?? undefined,
      kinds: kindsOf(made),
      status: made.status,
      reason: made.reason ?? undefined,
      scannedAt: made.scannedAt.toISOString(),
      open,
      fresh:
        row.created + row.reopened > 0
          ? await countFresh(tx, target.targetKey)
          : {},
      commitOpen: row.commit_sha
        ? await countCommitOpen(tx, event.entityRef, row.commit_sha)
        : undefined,
      cause: 'scan',
    },
  };
}

/**
 * One report, in one transaction: staged as a stream, matched, applied and
 * settled by set-based statements.
 * @returns what to tell the other areas.
 */
export async function importReport(
  tx: Knex,
  report: ReportEvent,
  deps: ImportDeps,
): Promise<NewEvent[]> {
  const event = await ownedReport(tx, report, deps.rules);
  // Before any row is: a decision holds its entity before it writes rows.
  await lockEntities(tx, [event.entityRef]);
  await prepareScanRows(tx);
  await prepareTouched(tx);
  const { data, entityRef } = event;
  const sbom = sbomWriter(tx, event, deps.isDefault);
  const vex = vexWriter(tx, event);
  const { parts, unread } = await stageReport(tx, event, {
    records: deps.records,
    isDefault: deps.isDefault,
    others: {
      components: records => sbom.write(records),
      statements: records => vex.write(records),
    },
  });
  const rejected = data.rejectedCount + unread;
  const hasSbom = await sbom.end(rejected);
  const hasVex = await vex.end(rejected);
  const resolved =
    hasSbom || hasVex ? await resolveBomRefs(tx, entityRef) : false;
  if (hasVex || resolved) await touchVulnerable(tx, entityRef);

  const said = data.scan?.status ?? 'success';
  // One that looked at nothing says nothing of what is there: it closes nothing.
  const empty =
    said === 'success' &&
    data.scan?.empty === true &&
    parts.every(({ staged }) => staged === 0);
  const status =
    said === 'success' && (rejected > 0 || empty) ? 'partial' : said;
  const emptyReason = empty
    ? 'The report says that it looked at nothing.'
    : null;
  const scannedAt = scannedAtOf(event);
  const made: MadeImport[] = [];
  for (const part of parts) {
    const scan = {
      event,
      part,
      status,
      reason: data.scan?.reason ?? emptyReason,
      scannedAt,
      rejected,
      empty,
    };
    const done = await importPart(tx, scan, deps.settings);
    if (done) made.push(done);
  }
  const entities = await settle(tx, deps.rules);
  // Also where nothing was to be settled: the scan itself is told of.
  await markSettled(tx, [entityRef]);
  const told: NewEvent[] = [];
  for (const one of made) {
    const { open, scanned } = await countTarget(tx, one.row.target_key);
    one.row.after_counts = scanned;
    await saveImport(tx, one.row);
    told.push(await toldOf(tx, one, open));
  }
  await recordDay(tx, [...new Set([entityRef, ...entities])], scannedAt);
  return told;
}
