import { DeploymentKind } from './deploymentWords';

/** What decides why something was deployed. */
export interface KindFacts {
  /** What the source says itself; always right. */
  told?: DeploymentKind;
  /** {@link releaseKey} of this one, and of what ran before it. */
  release: string | null;
  previousRelease: string | null;
  /** The release ran here before what ran before this one. */
  ranEarlier: boolean;
  sha?: string | null;
  previousSha?: string | null;
  ref?: string;
  task?: string;
  /** Labels of the change that was merged as this commit. */
  labels: readonly string[];
  /** It names a deployment it repairs. */
  remediates: boolean;
}

const hotfixName = /(?:^|[/_-])hot-?fix(?:$|[/_.-])/i;
const hotfixLabel = /^(?:type[:/ ]*|kind[:/ ]*)?(?:hot-?fix|emergency)$/i;
const configTask = /^(?:config|configuration|infra|infrastructure)\b/i;

/**
 * Why something was deployed: the source's word, else by what ran before
 * (delivery.md, 2.2 Datadog and 2.3 lines 4 and 10): V1→V1 is no rollback but a
 * redeploy, V1→V2→V1 is one; else by the names people give a repair.
 */
export function deploymentKind(facts: KindFacts): {
  kind: DeploymentKind;
  from: 'source' | 'rule';
} {
  if (facts.told) return { kind: facts.told, from: 'source' };
  return { kind: ruledKind(facts), from: 'rule' };
}

function ruledKind(facts: KindFacts): DeploymentKind {
  if (configTask.test(facts.task ?? '')) return 'config';
  if (facts.release !== null && facts.release === facts.previousRelease) {
    const moved =
      facts.sha && facts.previousSha && facts.sha !== facts.previousSha;
    return moved ? 'config' : 'redeploy';
  }
  // Without something that ran in between there is nothing to go back from.
  if (facts.ranEarlier && facts.previousRelease !== null) return 'rollback';
  const repairs =
    facts.remediates ||
    hotfixName.test(facts.ref ?? '') ||
    facts.labels.some(label => hotfixLabel.test(label));
  return repairs ? 'hotfix' : 'planned';
}

/** A chain that rested longer than this begins anew. */
export const baselineGapDays = 60;

/** Whether a deployment begins its chain (delivery.md, 2.3 line 3). */
export function deploymentBaseline(
  finishedAt: string,
  previousFinishedAt: string | null,
): 'first' | 'gap' | null {
  if (previousFinishedAt === null) return 'first';
  const rested = Date.parse(finishedAt) - Date.parse(previousFinishedAt);
  return rested > baselineGapDays * 86_400_000 ? 'gap' : null;
}
