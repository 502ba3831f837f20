import { StateName } from '@quarterdeck/plugin-portal-react';
import { ImportOutcome, ScanImport } from '@quarterdeck/plugin-security-common';

/** How a scan ended. */
export const statusWords: Record<
  ScanImport['status'],
  { state: StateName; word: string }
> = {
  success: { state: 'success', word: 'Whole' },
  partial: { state: 'warn', word: 'Partial' },
  failed: { state: 'error', word: 'Failed' },
};

/** State of a row: outdated and holding ones say so. */
export function scanState(
  scan: Pick<ScanImport, 'status' | 'outdated' | 'counters'>,
): { state: StateName; word: string } {
  if (scan.outdated) return { state: 'skipped', word: 'Outdated' };
  if (scan.counters.pendingClose > 0) return { state: 'hold', word: 'Holds' };
  if (scan.status === 'success' && scan.counters.rejected > 0) {
    return { state: 'warn', word: 'Incomplete' };
  }
  return statusWords[scan.status];
}

/** Why an import closed nothing. */
export const notClosingWords: Record<
  NonNullable<ScanImport['notClosing']>,
  string
> = {
  failed: 'It closed nothing: the scan failed.',
  partial: 'It closed nothing: the scan was partial.',
  rejected_records:
    'It closed nothing: some of its records could not be read, so it is not known what is gone.',
  older_than_last:
    'It closed nothing: it is older than the last scan of the same kind.',
  close_old_off: 'It closed nothing: the sender asked for that.',
  drop_guard:
    'So many findings vanished at once that they are held until the next scan agrees.',
  tool_changed:
    'The tool or its rules changed: what vanished is held until the next scan agrees.',
};

/** What an import did to a finding. */
export const outcomeWords: Record<
  ImportOutcome,
  { state: StateName; word: string }
> = {
  created: { state: 'error', word: 'New' },
  updated: { state: 'info', word: 'Updated' },
  unchanged: { state: 'neutral', word: 'Unchanged' },
  fixed: { state: 'success', word: 'Fixed' },
  reopened: { state: 'warn', word: 'Reopened' },
  suppressed: { state: 'skipped', word: 'Left out' },
  pending_close: { state: 'hold', word: 'Held' },
};

/** The address of a scan's page. */
export const scanHref = (id: string): string =>
  `/security/scans/${encodeURIComponent(id)}`;
