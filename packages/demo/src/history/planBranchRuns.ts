import { HOUR, SECOND } from './clock';
import { PullRequest, RunPlan } from './plan';
import { PullDraft } from './planPulls';
import { planRun } from './planRun';
import { Random } from './random';

/** A run of the CI for each push to the branch of a pull request. */
export function planBranchRuns(
  random: Random,
  pull: PullRequest,
  { scene }: Pick<PullDraft, 'scene'> = {},
): RunPlan[] {
  const { repository } = pull;
  return pull.pushes.map((push, index) => {
    const createdAt = Math.max(push.at, pull.openedAt) + 3 * SECOND;
    const next = pull.pushes[index + 1];
    const cancelled = scene?.cancelledAfterSeconds;
    const ends = [
      ...(next ? [next.at] : []),
      ...(cancelled ? [createdAt + cancelled * SECOND] : []),
      // Somebody has thought better of it.
      ...(random.chance(0.012)
        ? [createdAt + random.int(30, 200) * SECOND]
        : []),
    ];
    return planRun(random, {
      repository,
      workflow: repository.ci,
      event: 'pull_request',
      ref: pull.branch,
      commit: push.commits[0],
      title: pull.title,
      actor: push.sender,
      pull,
      createdAt,
      skipped: !scene && random.chance(0.02),
      passes: scene?.passes,
      queueSeconds: scene?.queueSeconds,
      supersededAt: ends.length ? Math.min(...ends) : undefined,
      rerunAfterMs: random.chance(0.1) ? HOUR : undefined,
    });
  });
}
