import {
  ChangeSample,
  DeploymentKind,
  DeploymentSample,
  DoraSettings,
} from '../types';

/** What is known of the chain when a deployment arrives. */
export interface KindFacts {
  sample: DeploymentSample;
  previous: DeploymentSample | null;
  /** Position of a release's first run in the chain; absent: it never ran. */
  firstRun: (release: string) => number | undefined;
  /** null: not known. */
  commits: number | null;
  changes: readonly ChangeSample[];
  /** It takes back a change that ran before. */
  carriesRevert: boolean;
}

const configTask = /^(?:config|configuration|infra|infrastructure)\b/i;

/** Patterns of settings: few, and asked about with every deployment. */
const patterns = new Map<string, RegExp>();

function patternOf(pattern: string): RegExp {
  const known = patterns.get(pattern);
  if (known) return known;
  const made = new RegExp(pattern, 'i');
  patterns.set(pattern, made);
  return made;
}

const matches = (pattern: string | null, text: string | undefined) =>
  pattern !== null && text !== undefined && patternOf(pattern).test(text);

/** Whether a rule of the team makes it a hotfix. */
export function looksLikeHotfix(
  { ref }: DeploymentSample,
  changes: readonly ChangeSample[],
  { ref: refRule, branch, label }: DoraSettings['hotfixRules'],
): boolean {
  return (
    matches(refRule, ref) ||
    changes.some(
      change =>
        matches(branch, change.sourceBranch) ||
        change.labels.some(one => matches(label, one)),
    )
  );
}

/**
 * Why something was deployed: the source's word, else what ran before
 * (rules 4 and 10). Back to a release that first ran earlier is a rollback;
 * forward again after one is a redeploy, not a rollback of the rollback.
 */
export function deploymentKind(
  facts: KindFacts,
  settings: DoraSettings,
): { kind: DeploymentKind; from: 'source' | 'rule' } {
  const { sample, carriesRevert } = facts;
  if (sample.kindTold) return { kind: sample.kindTold, from: 'source' };
  const ruled = movement(facts);
  if (ruled) return { kind: ruled, from: 'rule' };
  if (carriesRevert) return { kind: 'roll_forward', from: 'rule' };
  const repairs =
    sample.remediates !== undefined ||
    looksLikeHotfix(sample, facts.changes, settings.hotfixRules);
  if (repairs) return { kind: 'hotfix', from: 'rule' };
  const same = facts.previous !== null && facts.commits === 0;
  return { kind: same ? 'redeploy' : 'planned', from: 'rule' };
}

const shasOf = ({ revisions }: DeploymentSample) =>
  revisions
    .map(({ repo, sha }) => `${repo}@${sha}`)
    .sort()
    .join();

/** What the releases before it tell; null: it is new. */
function movement({
  sample,
  previous,
  firstRun,
}: KindFacts): DeploymentKind | null {
  if (configTask.test(sample.task ?? '')) return 'config';
  if (!previous || sample.release === null || previous.release === null)
    return null;
  if (sample.release === previous.release) {
    const moved =
      sample.revisions.length > 0 &&
      previous.revisions.length > 0 &&
      shasOf(sample) !== shasOf(previous);
    return moved ? 'config' : 'redeploy';
  }
  const own = firstRun(sample.release);
  if (own === undefined) return null;
  return own < (firstRun(previous.release) ?? Infinity)
    ? 'rollback'
    : 'redeploy';
}
