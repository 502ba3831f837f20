import { DemoRepository } from '../organisation/repositories';
import { MINUTE } from './clock';
import { headAt, MainCommit, planMain } from './planMain';
import { PullRequest, Push, RepositoryPlan } from './plan';
import { planBranchRuns } from './planBranchRuns';
import { PlanFrame, planPulls, PullDraft } from './planPulls';
import { planReleases } from './planReleases';
import { planSchedules } from './planSchedules';
import { createRandom } from './random';
import { quietMinutes, scenes } from './scenes';

/** All that happens in one repository; depends on seed, frame and name alone. */
export function planRepository(
  repository: DemoRepository,
  frame: PlanFrame,
): RepositoryPlan {
  const random = createRandom(
    frame.seed,
    frame.from,
    frame.to,
    repository.name,
  );
  const mine = scenes.filter(scene => scene.repository === repository.name);
  const drafts = planPulls(random, repository, mine, frame);
  const quietFrom = mine.some(scene => scene.on === 'main')
    ? frame.to - quietMinutes * MINUTE
    : Infinity;
  const {
    main,
    merges,
    runs: mainRuns,
  } = planMain(random, repository, drafts, {
    seed: frame.seed,
    from: frame.from,
    quietFrom,
  });
  const pulls = drafts.map(draft => pullOf(draft, main, merges));
  const releases = planReleases(random, repository, main, frame);
  return {
    pulls,
    pushes: [...merges.values()],
    releases: releases.releases,
    runs: [
      ...mainRuns,
      ...pulls.flatMap((pull, index) =>
        planBranchRuns(random, pull, drafts[index]),
      ),
      ...releases.runs,
      ...planSchedules(random, repository, main, frame),
    ],
  };
}

function pullOf(
  { closing, scene: _scene, ...draft }: PullDraft,
  main: MainCommit[],
  merges: Map<PullDraft, Push>,
): PullRequest {
  const base = headAt(main, draft.pushes[0].at).commit.sha;
  const merge = [...merges].find(
    ([{ number }]) => number === draft.number,
  )?.[1];
  const [first, ...others] = draft.pushes;
  const pull: PullRequest = {
    ...draft,
    baseSha: base,
    pushes: [
      {
        ...first,
        before: base,
        commits: [{ ...first.commits[0], parent: base }],
      },
      ...others,
    ],
  };
  if (merge) {
    pull.closed = {
      at: merge.commits[0].at,
      by: merge.sender,
      commit: merge.commits[0],
    };
  } else if (closing && !closing.merged) {
    pull.closed = { at: closing.at, by: closing.by };
  }
  return pull;
}
