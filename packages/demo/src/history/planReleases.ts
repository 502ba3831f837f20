import { DemoRepository } from '../organisation/repositories';
import {
  DAY,
  HOUR,
  MINUTE,
  startOfDay,
  toWorkingHours,
  wholeSecond,
  workOfDay,
} from './clock';
import { DeployScene, deployScenes, laggingRegion } from './deployScenes';
import { ReleasePlan, RunPlan } from './plan';
import { followUps } from './followUps';
import { MainCommit } from './planMain';
import { PlanFrame } from './planPulls';
import { planRelease, ReleaseWish } from './planRelease';
import { Random } from './random';

/** A release to be: at its time, or because the scene wants it. */
interface Moment {
  at: number;
  scene?: DeployScene;
  head?: MainCommit;
}

/** From when on a scene has its default branch and environments for itself. */
const QUIET = 2 * HOUR;
/** What is deployed for a scene is built this long before. */
const BUILD = 30 * MINUTE;

/** Releases of a green default branch, and the deployments that follow. */
export function planReleases(
  random: Random,
  repository: DemoRepository,
  main: MainCommit[],
  frame: PlanFrame,
): { releases: ReleasePlan[]; runs: RunPlan[] } {
  const releases: ReleasePlan[] = [];
  const runs: RunPlan[] = [];
  let version = repository.version;
  let before: { version: string; head: MainCommit } | undefined;
  let last = main[0];
  for (const moment of momentsOf(random, repository, main, frame)) {
    const { scene, at } = moment;
    const head = moment.head ?? lastBefore(main, at);
    // A red branch is not released, and nothing new is no release.
    const old = head === last || head === main[0];
    if (!scene && (head.broken || old)) continue;
    last = head;
    version = nextVersion(random, version);
    const name = version.join('.');
    const made = planRelease(random, repository, {
      name,
      head,
      at,
      withoutRegion: lagging(repository, at, frame.to),
      ...sceneWish(scene, frame.to),
    });
    if (made.release) releases.push(made.release);
    runs.push(...made.runs);
    const deployed = made.runs.find(
      run => run.workflow === made.workflow && run.attempts.length > 0,
    );
    if (deployed) {
      runs.push(
        ...followUps(random, deployed, {
          before,
          scene,
          until: scene ? frame.to : quietFrom(repository, frame.to),
        }),
      );
      before = { version: name, head };
    }
  }
  return { releases, runs };
}

function momentsOf(
  random: Random,
  repository: DemoRepository,
  main: MainCommit[],
  frame: PlanFrame,
): Moment[] {
  const scenes = deployScenes.filter(
    scene => scene.repository === repository.name,
  );
  const until = quietFrom(repository, frame.to);
  const usual: Moment[] = releaseTimes(random, repository, frame).map(at => ({
    at,
  }));
  const repairs = main
    .filter(head => head.hotfix && !head.broken)
    .map(head => ({ at: wholeSecond(head.commit.at + 22 * MINUTE), head }));
  return [
    ...(repository.releasesPerWeek > 0 ? [...usual, ...repairs] : []).filter(
      ({ at }) => at < until,
    ),
    ...scenes.map(scene => ({
      at: wholeSecond(frame.to - scene.minutesAgo * MINUTE) - BUILD,
      scene,
    })),
  ].sort((a, b) => a.at - b.at);
}

/** Before the first scene there is time to end what was begun. */
function quietFrom({ name }: DemoRepository, to: number): number {
  const begins = deployScenes
    .filter(({ repository }) => repository === name)
    .map(({ minutesAgo }) => to - minutesAgo * MINUTE - BUILD - QUIET);
  return Math.min(to, ...begins);
}

function sceneWish(
  scene: DeployScene | undefined,
  to: number,
): Partial<ReleaseWish> {
  if (!scene) return {};
  const { minutesAgo, approvedInMinutes, failing, inconclusive } = scene;
  return {
    deployAt: wholeSecond(to - minutesAgo * MINUTE),
    approvalMs:
      approvedInMinutes === undefined
        ? undefined
        : (minutesAgo + approvedInMinutes) * MINUTE,
    failing: failing ?? 'none',
    asksPortal: scene.asksPortal,
    inconclusive,
  };
}

function lagging({ name }: DemoRepository, at: number, to: number) {
  const { repository, region, days } = laggingRegion;
  return name === repository && to - at < days * DAY ? region : undefined;
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
