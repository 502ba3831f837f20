import { Knex } from 'knex';
import { holdsClose, HoldSettings } from '@quarterdeck/plugin-security-common';
import { addNew } from '../../database/import/addNew';
import { AppliedImport } from '../../database/import/appliedImport';
import {
  applyRows,
  countOutcomes,
  markTouched,
} from '../../database/import/applyRows';
import { classifyRows, countAbsent } from '../../database/import/classifyRows';
import { closeAbsent, noteAbsent } from '../../database/import/closeRows';
import { analyzeScanRows, joinByHash } from '../../database/import/scanRows';
import { matchRows } from '../../database/import/matchRows';
import {
  countTarget,
  ImportRow,
  loadTarget,
  saveTarget,
  StoredTarget,
} from '../../database/import/targets';
import { noteCounted } from '../../database/settle/countedBefore';
import { saveSender } from '../../database/subjects/subjectRows';
import { OwnedReport } from './ownedReport';
import { StagedPart } from './stageReport';

/** How imports are made. */
export interface ImportSettings {
  /** A finding that was fixed comes back when a scan has it again. */
  reactivate: boolean;
  hold: HoldSettings;
}

/** A report, what it says of one key, and how the scan went. */
export interface PartImport {
  event: OwnedReport;
  part: StagedPart;
  status: 'success' | 'partial' | 'failed';
  reason: string | null;
  scannedAt: Date;
  /** Counted but not read. */
  rejected: number;
  /** The report says that it looked at nothing. */
  empty: boolean;
}

/** An import that was made, before what follows from it is settled. */
export interface MadeImport extends PartImport {
  row: ImportRow;
}

const none = {
  created: 0,
  updated: 0,
  unchanged: 0,
  fixed: 0,
  reopened: 0,
  suppressed: 0,
  pending_close: 0,
};

const importIdOf = (event: OwnedReport, { target }: StagedPart) =>
  `${event.id}-${target.targetKey.slice(0, 8)}`;

function importRow(
  { event, part, status, reason, scannedAt, rejected, empty }: PartImport,
  more: Pick<ImportRow, 'outdated' | 'held' | 'before_counts'> &
    Partial<ImportRow>,
): ImportRow {
  const { data } = event;
  const { targetKey } = part.target;
  return {
    ...none,
    import_id: importIdOf(event, part),
    report_id: event.deliveryId ?? event.id,
    target_key: targetKey,
    entity_ref: event.entityRef,
    position: event.position,
    format: data.format,
    tool_version: part.toolVersion,
    commit_sha: data.commit?.toLocaleLowerCase('en-US') ?? null,
    base_commit: data.scan?.base?.toLocaleLowerCase('en-US') ?? null,
    scanned_at: scannedAt,
    received_at: event.recordedAt,
    status,
    reason,
    run_instance: data.run?.instance ?? null,
    run_external_id: data.run?.externalId ?? null,
    rejected,
    empty,
    digests: data.scan?.digests ?? [],
    after_counts: more.before_counts,
    close_old: data.scan?.closeOld ?? true,
    ...more,
  };
}

function appliedImport(
  { event, part, scannedAt }: PartImport,
  row: ImportRow,
  stored: StoredTarget | undefined,
): AppliedImport {
  return {
    ...part.target,
    importId: row.import_id,
    entityRef: event.entityRef,
    home: event.home,
    commit: row.commit_sha,
    scannedAt,
    position: event.position,
    seenBefore: stored?.complete_at ?? null,
  };
}

async function closeMissing(
  tx: Knex,
  applied: AppliedImport,
  options: {
    closes: boolean;
    toolChanged: boolean;
    /** Live ones that are not looked at, and new ones. */
    others: number;
    settings: ImportSettings;
  },
): Promise<boolean> {
  if (!options.closes) {
    await noteAbsent(tx, applied);
    return false;
  }
  const { live, absent, waiting } = await countAbsent(tx, applied.targetKey);
  const hold = holdsClose(
    {
      open: live + options.others,
      missing: absent,
      toolChanged: options.toolChanged,
    },
    options.settings.hold,
  );
  if (absent + waiting > 0) await closeAbsent(tx, applied, hold);
  return hold;
}

/**
 * Takes what a report says of one key into the tables. Nothing is closed by a
 * scan that failed, saw only a part, could not be read whole, or is older than
 * the last one of its key.
 * @returns undefined: it was made already.
 */
export async function importPart(
  tx: Knex,
  scan: PartImport,
  settings: ImportSettings,
): Promise<MadeImport | undefined> {
  const { event, part, status, scannedAt } = scan;
  const { targetKey } = part.target;
  const stored = await loadTarget(tx, targetKey, importIdOf(event, part));
  // A rebuild took the key over as it stands, with this import.
  if (stored?.imported) return undefined;
  const before = part.before ?? (await countTarget(tx, targetKey)).scanned;
  const outdated = stored !== undefined && scannedAt < stored.scanned_at;
  if (outdated) {
    const row = importRow(scan, {
      outdated,
      held: false,
      before_counts: before,
    });
    return { ...scan, row };
  }
  const row = importRow(scan, {
    outdated,
    held: false,
    before_counts: before,
  });
  const applied = appliedImport(scan, row, stored);
  // Small ones are found by index, and each statement is a round trip.
  const large = part.looked > 500;
  if (large) await joinByHash(tx, true);
  await matchRows(tx, targetKey, { findings: part.known });
  await classifyRows(tx, targetKey, {
    position: event.position,
    reactivate: settings.reactivate,
  });
  const matched = await countOutcomes(tx, targetKey);
  const created =
    (matched.get('created') ?? 0) + (matched.get('created_suppressed') ?? 0);
  if (created > 0) await addNew(tx, applied, part.known);
  if (large) {
    await joinByHash(tx, false);
    await analyzeScanRows(tx);
  }
  if (matched.has('updated') || matched.has('unchanged')) {
    await noteCounted(tx, targetKey);
  }
  await applyRows(tx, applied, matched);
  if (large) await joinByHash(tx, true);
  const complete = status === 'success';
  const held =
    stored !== undefined && complete
      ? await closeMissing(tx, applied, {
          closes: event.data.scan?.closeOld ?? true,
          others: part.confirmed + created,
          toolChanged:
            part.toolVersion !== null &&
            stored.tool_version !== null &&
            part.toolVersion !== stored.tool_version,
          settings,
        })
      : false;
  if (large) await joinByHash(tx, false);
  const outcomes = await countOutcomes(tx, targetKey);
  const count = (name: string) => outcomes.get(name) ?? 0;
  await markTouched(tx, targetKey);
  await saveTarget(tx, {
    target_key: targetKey,
    entity_ref: event.entityRef,
    tool: part.target.tool,
    category: part.target.category,
    scope: part.target.scope,
    branch: part.target.branch,
    environment: part.target.environment,
    on_default: part.target.onDefault,
    tool_version: part.toolVersion,
    kinds: [...part.kinds].sort(),
    import_id: row.import_id,
    position: event.position,
    commit_sha: row.commit_sha,
    scanned_at: scannedAt,
    status,
    reason: scan.reason,
    complete_at: complete ? scannedAt : null,
    complete_commit: complete ? row.commit_sha : null,
    held: count('pending_close'),
  });
  const { subject, entityReported } = event;
  if (subject) await saveSender(tx, targetKey, { subject, entityReported });
  return {
    ...scan,
    row: {
      ...row,
      held,
      created: count('created'),
      updated: count('updated'),
      unchanged: count('unchanged') + part.confirmed,
      fixed: count('fixed'),
      reopened: count('reopened'),
      suppressed: count('suppressed') + count('created_suppressed'),
      pending_close: count('pending_close'),
    },
  };
}
