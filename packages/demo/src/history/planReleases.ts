import { DemoRepository } from '../organisation/repositories';
import {
  DAY,
  HOUR,
  MINUTE,
  SECOND,
  startOfDay,
  toWorkingHours,
  wholeSecond,
  workOfDay,
} from './clock';
import { ReleasePlan, RunPlan } from './plan';
import { MainCommit } from './planMain';
import { PlanFrame } from './planPulls';
import { planRun } from './planRun';
import { Random } from './random';
import { waitingDeploys } from './scenes';

/** Releases of a green default branch, and the deployments that follow. */
export function planReleases(
  random: Random,
  repository: DemoRepository,
  main: MainCommit[],
  frame: PlanFrame,
): { releases: ReleasePlan[]; runs: RunPlan[] } {
  const waiting = waitingDeploys.find(
    ({ repository: name }) => name === repository.name,
  );
  const waitingAt =
    waiting && wholeSecond(frame.to - waiting.minutesAgo * MINUTE);
  const times = releaseTimes(random, repository, frame).filter(
    at => at < (waitingAt ?? Infinity) - 2 * HOUR,
  );
  // Half an hour before it asks for approval, it is built.
  if (waitingAt !== undefined) times.push(waitingAt - 30 * MINUTE);

  const releases: ReleasePlan[] = [];
  const runs: RunPlan[] = [];
  let version = repository.version;
  let last = main[0];
  for (const at of times) {
    const isLast = waitingAt !== undefined && at === times[times.length - 1];
    const head = lastBefore(main, at);
    // A red branch is not released, and nothing new is no release.
    const old = head === last || head === main[0];
    if (!isLast && (head.broken || old)) continue;
    last = head;
    version = nextVersion(random, version);
    const made = planRelease(random, repository, {
      name: version.join('.'),
      head,
      at,
      deployAt: isLast ? waitingAt : undefined,
      approvalMs:
        isLast && waiting
          ? (waiting.minutesAgo + waiting.approvedInMinutes) * MINUTE
          : undefined,
    });
    if (made.release) releases.push(made.release);
    runs.push(...made.runs);
  }
  return { releases, runs };
}

/** A release with its runs; models have no release, their deployment is started by hand. */
export function planRelease(
  random: Random,
  repository: DemoRepository,
  wish: {
    name: string;
    head: MainCommit;
    at: number;
    deployAt?: number;
    approvalMs?: number;
  },
): { release?: ReleasePlan; runs: RunPlan[] } {
  const [lead, ...others] = repository.team;
  const author = random.pick(others);
  const tag = `v${wish.name}`;
  const title = `release ${wish.name}`;
  const { commit } = wish.head;
  const runs: RunPlan[] = [];
  let builtAt = wish.at;
  if (repository.release) {
    const run = planRun(random, {
      repository,
      workflow: repository.release,
      event: 'release',
      ref: tag,
      commit,
      title,
      actor: author,
      createdAt: wish.at + 4 * SECOND,
      passes: wish.deployAt !== undefined ? true : undefined,
    });
    runs.push(run);
    const built = run.attempts[run.attempts.length - 1];
    builtAt = built.conclusion === 'success' ? built.finishedAt : Infinity;
  }
  if (repository.deploy && builtAt < Infinity) {
    const createdAt =
      wish.deployAt ?? wholeSecond(builtAt + random.logNormal(6 * MINUTE, 0.8));
    runs.push(
      planRun(random, {
        repository,
        workflow: repository.deploy,
        event: 'workflow_dispatch',
        ref: 'main',
        commit,
        title,
        actor: author,
        createdAt,
        attempts: 1,
        passes: wish.approvalMs !== undefined ? true : undefined,
        approval: {
          afterMs: wish.approvalMs ?? random.logNormal(22 * MINUTE, 1.1),
          by: lead,
          decision:
            wish.approvalMs === undefined && random.chance(0.03)
              ? 'rejected'
              : 'approved',
        },
      }),
    );
  }
  const release = repository.release && {
    repository,
    tag,
    commit,
    author,
    at: wish.at,
  };
  return { release, runs };
}

function releaseTimes(
  random: Random,
  { releasesPerWeek }: DemoRepository,
  { from, to }: PlanFrame,
): number[] {
  const times: number[] = [];
  for (let day = startOfDay(from); day < to; day += DAY) {
    if (!random.chance((releasesPerWeek / 5) * Math.min(1, workOfDay(day)))) {
      continue;
    }
    const at = toWorkingHours(random, day + random.normal(13, 2) * HOUR);
    if (at > from && at < to) times.push(at);
  }
  return times.sort((a, b) => a - b);
}

function lastBefore(main: MainCommit[], at: number): MainCommit {
  // What is released has been tested: it stood there half an hour before.
  return (
    main.filter(({ commit }) => commit.at < at - 30 * MINUTE).at(-1) ?? main[0]
  );
}

function nextVersion(
  random: Random,
  [major, minor, patch]: DemoRepository['version'],
): DemoRepository['version'] {
  return random.chance(0.35)
    ? [major, minor + 1, 0]
    : [major, minor, patch + 1];
}
