import { DemoRepository } from '../organisation/repositories';
import { WorkflowTemplate } from '../organisation/workflows';
import { MINUTE, SECOND, wholeSecond } from './clock';
import { ReleasePlan, RunPlan } from './plan';
import { MainCommit } from './planMain';
import { planRun } from './planRun';
import { Random } from './random';

/** What is decided about a release before it is made. */
export interface ReleaseWish {
  name: string;
  head: MainCommit;
  at: number;
  deployAt?: number;
  approvalMs?: number;
  /** Exactly this job of the deployment fails, or none. */
  failing?: string;
  asksPortal?: boolean;
  inconclusive?: boolean;
  withoutRegion?: string;
}

/** A release with its runs; models have no release, their deployment is started by hand. */
export function planRelease(
  random: Random,
  repository: DemoRepository,
  wish: ReleaseWish,
): {
  release?: ReleasePlan;
  runs: RunPlan[];
  /** Of the deployment among the runs. */
  workflow?: WorkflowTemplate;
} {
  const [, ...others] = repository.team;
  const author = random.pick(others);
  const { commit } = wish.head;
  const runs: RunPlan[] = [];
  let builtAt = wish.at;
  if (repository.release) {
    const run = planRun(random, {
      repository,
      workflow: repository.release,
      event: 'release',
      ref: wish.name,
      commit,
      title: `release ${wish.name}`,
      actor: author,
      release: wish.name,
      createdAt: wish.at + 4 * SECOND,
      passes: wish.deployAt !== undefined ? true : undefined,
    });
    runs.push(run);
    const built = run.attempts[run.attempts.length - 1];
    builtAt = built.conclusion === 'success' ? built.finishedAt : Infinity;
  }
  const workflow = workflowOf(repository, wish.withoutRegion);
  if (workflow && builtAt < Infinity) {
    const createdAt =
      wish.deployAt ?? wholeSecond(builtAt + random.logNormal(6 * MINUTE, 0.8));
    runs.push(
      deployRun(random, { repository, workflow, author, createdAt, wish }),
    );
  }
  const release = repository.release && {
    repository,
    tag: wish.name,
    commit,
    author,
    at: wish.at,
  };
  return { release, runs, workflow };
}

function deployRun(
  random: Random,
  {
    wish,
    ...frame
  }: Pick<RunPlan, 'repository' | 'workflow' | 'createdAt'> & {
    author: RunPlan['actor'];
    wish: ReleaseWish;
  },
): RunPlan {
  const { repository, workflow, createdAt, author } = frame;
  const [lead] = repository.team;
  const { failing, inconclusive } = wish;
  return planRun(random, {
    repository,
    workflow,
    event: 'workflow_dispatch',
    ref: 'main',
    commit: wish.head.commit,
    title: `release ${wish.name}`,
    actor: author,
    release: wish.name,
    asksPortal: wish.asksPortal,
    inconclusive,
    createdAt,
    attempts: 1,
    passes: failing === 'none' ? true : undefined,
    failing: failing === 'none' ? undefined : failing,
    // It waits for a person, longer than a canary ever takes.
    lasts: inconclusive
      ? { job: workflow.jobs[workflow.jobs.length - 1].name, seconds: 7200 }
      : undefined,
    approval: {
      afterMs: wish.approvalMs ?? random.logNormal(22 * MINUTE, 1.1),
      by: lead,
      decision: !failing && random.chance(0.03) ? 'rejected' : 'approved',
    },
  });
}

/** The deployment, as a rule to every region. */
function workflowOf(
  { deploy }: DemoRepository,
  withoutRegion: string | undefined,
): WorkflowTemplate | undefined {
  if (!deploy || !withoutRegion) return deploy;
  return {
    ...deploy,
    jobs: deploy.jobs.filter(
      ({ deploysTo }) => deploysTo?.region !== withoutRegion,
    ),
  };
}
