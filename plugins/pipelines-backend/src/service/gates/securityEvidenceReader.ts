import { z } from 'zod';
import {
  positionOrder,
  SecurityEvidence,
  severities,
} from '@quarterdeck/plugin-pipelines-common';
import {
  loadEvidence,
  StoredEvidence,
} from '../../database/gates/evidenceRows';
import { EvidenceReader } from './evidenceReader';
import { evidenceConsumer } from './projectEvidence';

const countsSchema = z.partialRecord(z.enum(severities), z.number());
const scanSchema = z.object({
  scanId: z.string(),
  upTo: z.string(),
  tool: z.string(),
  status: z.enum(['success', 'partial', 'failed']),
  reason: z.string().optional(),
  open: countsSchema,
  commitOpen: countsSchema.optional(),
});

interface Scan extends z.infer<typeof scanSchema> {
  position: string;
  observedAt: Date;
}

function problemOf(
  scans: readonly Scan[],
  reports: readonly StoredEvidence[],
): string | undefined {
  const counted = scans.reduce(
    (latest, { upTo }) => (positionOrder(upTo, latest) > 0 ? upTo : latest),
    '0',
  );
  // The area reads reports in their order: what lies behind is being counted.
  if (reports.some(({ position }) => positionOrder(position, counted) > 0)) {
    return 'A scan of this commit came in and is not counted yet.';
  }
  const bad = scans.find(({ status }) => status !== 'success');
  if (!bad) return undefined;
  const what =
    bad.status === 'failed'
      ? `The scan of ${bad.tool} failed`
      : `The scan of ${bad.tool} saw only a part`;
  return bad.reason ? `${what}: ${bad.reason}` : `${what}.`;
}

/** What the scans of a commit come to; null when there is none. Pure. */
export function toSecurityEvidence(
  rows: readonly StoredEvidence[],
): SecurityEvidence | null {
  const reports = rows.filter(({ kind }) => kind === 'scan_report');
  const scans = rows
    .filter(({ kind }) => kind === 'scan')
    .map(row => ({
      ...scanSchema.parse(row.facts),
      position: row.position,
      observedAt: row.observed_at,
    }))
    .sort((a, b) => positionOrder(b.position, a.position));
  const [newest] = scans;
  if (!newest) {
    const [report] = reports;
    return report
      ? {
          open: {},
          problem: problemOf([], reports),
          position: report.position,
          observedAt: report.observed_at.toISOString(),
        }
      : null;
  }
  // The oldest of the scans says how old the evidence is.
  const oldest = scans.reduce((a, b) => (a.observedAt < b.observedAt ? a : b));
  return {
    open: newest.commitOpen ?? newest.open,
    problem: problemOf(scans, reports),
    position: newest.position,
    observedAt: oldest.observedAt.toISOString(),
  };
}

/** Open findings of the commit's newest scans, as the security area counted them. */
export const securityEvidenceReader: EvidenceReader = {
  consumers: [evidenceConsumer],
  async read(knex, question) {
    const rows = await loadEvidence(knex, {
      ...question,
      kinds: ['scan', 'scan_report'],
    });
    return { security: toSecurityEvidence(rows) };
  },
};
