import { ScanImport } from '@quarterdeck/plugin-security-common';
import { ImportAnswerRow } from '../../database/importRows';
import { linkedRun } from '../links/linkedRun';
import { Reader } from '../reader';
import { storedCounts } from '../severityCounts';

function notClosing(row: ImportAnswerRow): ScanImport['notClosing'] {
  if (row.outdated) return 'older_than_last';
  if (row.status === 'failed') return 'failed';
  if (row.status === 'partial') {
    return row.rejected > 0 ? 'rejected_records' : 'partial';
  }
  if (!row.close_old) return 'close_old_off';
  return row.held ? 'drop_guard' : null;
}

/** An import as it is answered. */
export function toImport(
  reader: Pick<Reader, 'index'>,
  row: ImportAnswerRow,
): ScanImport {
  return {
    id: row.import_id,
    entityRef: row.entity_ref,
    tool: row.tool,
    toolVersion: row.tool_version,
    kinds: row.kinds,
    category: row.category,
    scope: row.scope || null,
    ref: row.branch || null,
    environment: row.environment || null,
    commit: row.commit_sha,
    format: row.format,
    status: row.status,
    statusReason: row.reason,
    scannedAt: row.scanned_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    counters: {
      created: row.created,
      updated: row.updated,
      unchanged: row.unchanged,
      fixed: row.fixed,
      reopened: row.reopened,
      suppressed: row.suppressed,
      rejected: row.rejected,
      pendingClose: row.pending_close,
    },
    before: storedCounts(row.before_counts),
    after: storedCounts(row.after_counts),
    notClosing: notClosing(row),
    outdated: row.outdated,
    run: linkedRun(reader, row),
  };
}
