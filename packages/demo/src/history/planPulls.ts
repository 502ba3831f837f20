import { depsBot, Person } from '../organisation/people';
import { DemoRepository } from '../organisation/repositories';
import {
  branchName,
  changeSubject,
  dependencySubject,
} from '../organisation/subjects';
import {
  DAY,
  HOUR,
  MINUTE,
  SECOND,
  startOfDay,
  toWorkingHours,
  wholeSecond,
  workingMoment,
  workOfDay,
} from './clock';
import { Commit, PullRequest, Push } from './plan';
import { numberReached, PULL_NUMBERS_PER_DAY } from './idSequence';
import { createRandom, digest, Random } from './random';
import { Scene } from './scenes';

/** A pull request before it is known where the default branch stood. */
export type PullDraft = Omit<PullRequest, 'closed' | 'baseSha'> & {
  closing?: { at: number; by: Person; merged: boolean };
  scene?: Scene;
};

/** Makes about 28,000 deliveries of ninety days, which the door takes in well under a minute. */
const USUAL_SCALE = 1.25;

/** What the planning of a repository starts from. */
export interface PlanFrame {
  seed: number;
  from: number;
  to: number;
  scale: number;
}

/** All pull requests of a repository, numbered in the order they were opened. */
export function planPulls(
  random: Random,
  repository: DemoRepository,
  scenes: Scene[],
  frame: PlanFrame,
): PullDraft[] {
  const openings: { at: number; scene?: Scene }[] = [];
  for (let day = startOfDay(frame.from); day < frame.to; day += DAY) {
    const n = random.poisson(
      repository.pullsPerWorkday * workOfDay(day) * frame.scale * USUAL_SCALE,
    );
    for (let i = 0; i < n; i++) {
      openings.push({ at: workingMoment(random, day) });
    }
  }
  openings.push(
    ...scenes.map(scene => ({
      at: frame.to - (scene.minutesAgo + scene.openedBeforeMinutes) * MINUTE,
      scene,
    })),
  );
  const inTime = openings
    .filter(({ at }) => at >= frame.from && at < frame.to - 2 * MINUTE)
    .sort((a, b) => a.at - b.at);
  const first = numberReached(frame.to, PULL_NUMBERS_PER_DAY) - inTime.length;
  return inTime.map(({ at, scene }, index) => {
    const number = Math.max(0, first) + index + 1;
    return scene
      ? sceneDraft(random, repository, number, scene, frame)
      : pullDraft(random, repository, number, at, frame.seed);
  });
}

/** A pull request that takes its usual way from now on. */
export function pullDraft(
  random: Random,
  repository: DemoRepository,
  number: number,
  openedAt: number,
  seed: number,
): PullDraft {
  const byBot = random.chance(0.1);
  const author = byBot ? depsBot : random.pick(repository.team);
  const title = byBot
    ? dependencySubject(random)
    : changeSubject(random, repository);
  const usual = byBot ? 'deps' : random.pick(['feat', 'feat', 'fix', 'chore']);
  const prefix = !byBot && random.chance(0.015) ? 'hotfix' : usual;
  const branch = `${branchName(prefix, title)}-${number % 100}`;
  const others = repository.team.filter(person => person !== author);
  const reviewer = random.pick(others.length ? others : repository.team);

  const pushTimes = [openedAt - random.int(20, 90) * SECOND];
  const more = byBot ? 0 : random.poisson(0.55);
  for (let i = 0; i < more; i++) {
    // Now and then the next push comes while the last is still being tested.
    const gap = random.chance(0.18)
      ? random.int(90, 300) * SECOND
      : random.logNormal(50 * MINUTE, 0.8);
    const after = pushTimes[pushTimes.length - 1] + gap;
    pushTimes.push(toWorkingHours(random, after));
  }
  const reviews: PullDraft['reviews'] = [];
  const review = (after: number, state: 'approved' | 'changes_requested') => {
    const at = toWorkingHours(random, after + random.logNormal(2 * HOUR, 1));
    reviews.push({ reviewer, state, at });
    return at;
  };
  let at = pushTimes[pushTimes.length - 1] + 5 * MINUTE;
  if (!byBot && random.chance(0.12)) {
    at = review(at, 'changes_requested');
    at = toWorkingHours(random, at + random.logNormal(70 * MINUTE, 0.7));
    pushTimes.push(at);
  }
  const abandoned = random.chance(0.06);
  if (!abandoned) at = review(at, 'approved');
  const closedAt = toWorkingHours(
    random,
    at + random.logNormal(25 * MINUTE, 1) + 2 * MINUTE,
  );
  return {
    repository,
    number,
    title,
    author,
    branch,
    openedAt,
    pushes: pushesOf(random, repository, branch, title, author, {
      number,
      times: pushTimes,
      seed,
    }),
    reviews,
    closing: {
      at: closedAt,
      by: byBot ? reviewer : author,
      merged: !abandoned,
    },
  };
}

function sceneDraft(
  random: Random,
  repository: DemoRepository,
  number: number,
  scene: Scene,
  frame: PlanFrame,
): PullDraft {
  const at = wholeSecond(frame.to - scene.minutesAgo * MINUTE);
  const openedAt = wholeSecond(at - scene.openedBeforeMinutes * MINUTE);
  const branch = scene.branch ?? branchName('feat', scene.title);
  const [reviewer] = repository.team.filter(other => other !== scene.author);
  const merged = scene.on === 'main';
  return {
    repository,
    number,
    title: scene.title,
    author: scene.author,
    branch,
    openedAt,
    pushes: pushesOf(random, repository, branch, scene.title, scene.author, {
      number,
      times: [merged ? openedAt - 40 * SECOND : at],
      seed: frame.seed,
    }),
    reviews: merged
      ? [{ reviewer, state: 'approved', at: wholeSecond((openedAt + at) / 2) }]
      : [],
    closing: merged ? { at, by: scene.author, merged } : undefined,
    scene,
  };
}

/** Work on a change begins hours before it is pushed and shown to others. */
function firstWritten(
  { name }: DemoRepository,
  way: { number: number; times: number[]; seed: number },
): number {
  const [pushed] = way.times;
  const random = createRandom(way.seed, 'written', name, way.number);
  const begun = pushed - random.logNormal(3.5 * HOUR, 1);
  return Math.min(toWorkingHours(random, begun), pushed - 20 * SECOND);
}

function pushesOf(
  random: Random,
  repository: DemoRepository,
  branch: string,
  title: string,
  author: Person,
  way: { number: number; times: number[]; seed: number },
): [Push, ...Push[]] {
  const base = digest(way.seed, repository.name, 'base', way.number);
  const written = firstWritten(repository, way);
  const push = (at: number, index: number, before: string): Push => {
    const commit: Commit = {
      sha: digest(way.seed, repository.name, way.number, index, at),
      parent: before,
      subject: index === 0 ? title : `${title}, as reviewed`,
      author,
      at: index === 0 ? written : at - 20 * SECOND,
      paths: pathsOf(random, repository),
    };
    const created = index === 0;
    return {
      repository,
      branch,
      before,
      created,
      commits: [commit],
      sender: author,
      at,
    };
  };
  const pushes: [Push, ...Push[]] = [push(way.times[0], 0, base)];
  for (const at of way.times.slice(1)) {
    const before = pushes[pushes.length - 1].commits[0].sha;
    pushes.push(push(at, pushes.length, before));
  }
  return pushes;
}

function pathsOf(random: Random, { topics, language }: DemoRepository) {
  const endings: Record<string, string> = {
    Go: 'go',
    Kotlin: 'kt',
    Java: 'java',
    Python: 'py',
  };
  return Array.from({ length: random.int(1, 4) }, (_, index) => {
    const topic = random.pick(topics).replace(/[^a-z]+/gi, '_');
    return `src/${topic}/file${index}.${endings[language] ?? 'ts'}`;
  });
}
