import { DemoRepository } from '../organisation/repositories';
import { MINUTE, SECOND } from './clock';
import { Commit, Push, RunPlan } from './plan';
import { PullDraft } from './planPulls';
import { planRun } from './planRun';
import { digest, Random } from './random';

/** What stands on the default branch, and since when it fails. */
export interface MainCommit {
  commit: Commit;
  broken: boolean;
  /** It repairs production, and goes there without waiting for others. */
  hotfix?: boolean;
}

/** The merges in their order: each one a commit, a push and a run. */
export function planMain(
  random: Random,
  repository: DemoRepository,
  drafts: PullDraft[],
  way: { seed: number; from: number; quietFrom: number },
) {
  const main: MainCommit[] = [
    {
      commit: {
        sha: digest(way.seed, repository.name, 'first'),
        parent: digest(way.seed, repository.name, 'root'),
        subject: 'where the history begins',
        author: repository.team[0],
        at: way.from,
        paths: [],
      },
      broken: false,
    },
  ];
  const merges = new Map<PullDraft, Push>();
  const runs: RunPlan[] = [];
  const merging = drafts
    .flatMap(draft =>
      draft.closing?.merged ? [{ draft, closing: draft.closing }] : [],
    )
    .filter(({ draft, closing }) => draft.scene || closing.at < way.quietFrom)
    .sort((a, b) => a.closing.at - b.closing.at);
  const breakable = repository.ci.jobs.filter(job => job.fails);
  let trouble: { job: string; left: number } | undefined;
  let lastAt = way.from;
  for (const { draft, closing } of merging) {
    const at = Math.max(closing.at, lastAt + 5 * SECOND);
    lastAt = at;
    const before = main[main.length - 1].commit.sha;
    const commit: Commit = {
      sha: digest(way.seed, repository.name, 'main', draft.number, at),
      parent: before,
      subject: `${draft.title} (#${draft.number})`,
      author: draft.author,
      at,
      paths: draft.pushes.flatMap(push => push.commits[0].paths),
    };
    const push: Push = {
      repository,
      branch: 'main',
      before,
      created: false,
      commits: [commit],
      sender: closing.by,
      at: at + 2 * SECOND,
    };
    merges.set(draft, push);
    const { scene } = draft;
    if (scene) {
      trouble = undefined;
    } else if (trouble) {
      trouble =
        trouble.left > 0 ? { ...trouble, left: trouble.left - 1 } : undefined;
    } else if (random.chance(0.03)) {
      trouble = { job: random.pick(breakable).name, left: random.int(0, 2) };
    }
    const run = planRun(random, {
      repository,
      workflow: repository.ci,
      event: 'push',
      ref: 'main',
      commit,
      title: draft.title,
      actor: closing.by,
      createdAt: at + 4 * SECOND,
      failing: scene?.failing ?? trouble?.job,
      flaky: scene?.flaky,
      passes: scene?.passes,
      attempts: scene?.attempts,
      rerunAfterMs:
        scene?.rerunAfterMinutes && scene.rerunAfterMinutes * MINUTE,
      queueSeconds: scene?.queueSeconds,
    });
    runs.push(run);
    const last = run.attempts[run.attempts.length - 1];
    main.push({
      commit,
      broken: last.conclusion !== 'success',
      hotfix: draft.branch.startsWith('hotfix/'),
    });
  }
  return { main, merges, runs };
}

/** The newest commit on the default branch then. */
export function headAt(main: MainCommit[], at: number): MainCommit {
  let low = 0;
  let high = main.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (main[middle].commit.at <= at) low = middle;
    else high = middle - 1;
  }
  return main[low];
}
