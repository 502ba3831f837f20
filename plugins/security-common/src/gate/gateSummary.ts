import { SeverityCounts, totalOf } from '../answers/shared';
import { severities } from '../words/findingWords';
import { GateResult } from './gateResult';

/** `2 critical, 1 high` */
export const countsInWords = (counts: SeverityCounts): string =>
  severities
    .filter(severity => counts[severity] > 0)
    .map(severity => `${counts[severity]} ${severity}`)
    .join(', ');

/** What the gate says, in a sentence or two. */
export function gateSummary(
  result: Pick<GateResult, 'verdict' | 'checks' | 'counts'>,
): string {
  const { counts } = result;
  const parts: string[] = [];
  if (totalOf(counts.failing) > 0) {
    parts.push(`Open and failing: ${countsInWords(counts.failing)}.`);
  }
  const broken = result.checks.filter(({ verdict }) => verdict === 'error');
  if (broken.length > 0) {
    parts.push(broken.map(({ reason }) => reason).join(' '));
  }
  if (parts.length === 0) parts.push('Nothing that fails was found.');
  if (totalOf(counts.warning) > 0) {
    parts.push(`To be looked at: ${countsInWords(counts.warning)}.`);
  }
  if (totalOf(counts.excused) > 0) {
    parts.push(`Excused: ${totalOf(counts.excused)}.`);
  }
  return parts.join(' ');
}
