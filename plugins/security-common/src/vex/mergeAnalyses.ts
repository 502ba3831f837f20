import { VexStatus } from '../words/findingWords';
import { productRef } from './productRef';
import { VexAnalysis } from './vexAnalysis';

/** What is said of a product counts in this order: nobody is told less than is known. */
const order: readonly VexStatus[] = [
  'affected',
  'under_investigation',
  'not_affected',
  'false_positive',
  'fixed',
];

/**
 * One statement for each vulnerability of each product: the same package may stand
 * in several lockfiles, and a document that says two things of it says nothing.
 */
export function mergeAnalyses(analyses: readonly VexAnalysis[]): VexAnalysis[] {
  const kept = new Map<string, VexAnalysis>();
  for (const analysis of analyses) {
    const { subject, status } = analysis;
    const key = JSON.stringify([subject.vulnerabilityId, productRef(subject)]);
    const known = kept.get(key);
    if (!known || order.indexOf(status) < order.indexOf(known.status)) {
      kept.set(key, analysis);
    }
  }
  return [...kept.values()];
}
