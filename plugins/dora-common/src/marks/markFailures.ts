import { ChainRow } from '../chain/walkChain';
import { Verdict } from '../facts/classifications';
import { MergedIncident } from '../facts/mergeIncidents';
import { sortedBy } from '../statistics/order';
import { DoraSettings, FailureMark } from '../types';
import { markConfidence } from './confidence';
import { markByChain } from './markByChain';
import { markByIncidents } from './markByIncidents';

/** The rows of one service by finish, and what was said of them. */
export interface MarkCase {
  rows: readonly ChainRow[];
  rowById: ReadonlyMap<string, ChainRow>;
  incidents: readonly MergedIncident[];
  verdicts: ReadonlyMap<string, Verdict>;
  settings: DoraSettings;
}

/** Marks in the making. A person's "not failed" lets no other mark through. */
export interface MarkBook {
  add(mark: Omit<FailureMark, 'confidence'>): void;
  /** Primary marks of a deployment. */
  of(deploymentId: string): readonly FailureMark[];
  all(): readonly FailureMark[];
}

function markBook(verdicts: MarkCase['verdicts']): MarkBook {
  const marks: FailureMark[] = [];
  const primaries = new Map<string, FailureMark[]>();
  return {
    add(mark) {
      const { deploymentId, method, role } = mark;
      if (role === 'primary' && method !== 'human') {
        if (verdicts.get(deploymentId)?.notFailed) return;
      }
      const full = { ...mark, confidence: markConfidence[method] };
      marks.push(full);
      if (role !== 'primary') return;
      const known = primaries.get(deploymentId);
      if (known) known.push(full);
      else primaries.set(deploymentId, [full]);
    },
    of: id => primaries.get(id) ?? [],
    all: () => marks,
  };
}

/**
 * Failure marks of a service in the order of trust (rule 9): people, links,
 * rollbacks, linked reverts, rules, time. One primary per incident.
 */
export function markFailures(facts: MarkCase): {
  marks: FailureMark[];
  unlinked: readonly MergedIncident[];
} {
  const book = markBook(facts.verdicts);
  for (const { sample } of facts.rows) {
    const said = facts.verdicts.get(sample.id);
    if (!said?.failed) continue;
    book.add({
      deploymentId: sample.id,
      role: 'primary',
      method: 'human',
      byDeploymentId: said.fixedBy?.fixedBy,
      detail: `${said.failed.by}: ${said.failed.reason}`,
      at: said.failed.at,
    });
  }
  const incidents = markByIncidents(facts, book);
  incidents.linked();
  markByChain(facts, book);
  const unlinked = incidents.timed();
  const marks = sortedBy(
    book.all(),
    ({ deploymentId }) => deploymentId,
    ({ confidence }) => -confidence,
    ({ role }) => role,
    ({ incidentId }) => incidentId ?? '',
    ({ byDeploymentId }) => byDeploymentId ?? '',
    ({ at }) => at,
  );
  return { marks, unlinked };
}
