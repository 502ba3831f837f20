import {
  pullDeliveries,
  pushDeliveries,
  releaseDeliveries,
} from '../history/changeDeliveries';
import { MINUTE, SECOND, wholeSecond } from '../history/clock';
import {
  numberReached,
  PULL_NUMBERS_PER_DAY,
  RUN_NUMBERS_PER_DAY,
} from '../history/idSequence';
import { createRunNumbers } from '../history/numberRun';
import { Commit, PlannedDelivery, PullRequest, RunPlan } from '../history/plan';
import { planBranchRuns } from '../history/planBranchRuns';
import { pullDraft } from '../history/planPulls';
import { planRelease } from '../history/planRelease';
import { planRun } from '../history/planRun';
import { createRandom, digest } from '../history/random';
import { runDeliveries } from '../history/runDeliveries';
import { DemoRepository, repositories } from '../organisation/repositories';
import { NumberedRun } from '../github/runBody';
import { reportDeliveries } from '../reports/reportDeliveries';

/** What a live session starts from. */
export interface LiveOptions {
  seed: number;
  startedAt: number;
  /** Where the default branches stand, by name of the repository. */
  heads?: Map<string, Commit>;
  /** The versions released before, by name of the repository, and until when. */
  released?: { versions: Map<string, DemoRepository['version']>; at: number };
  /** Their default branches are left alone for a while, so that a red one can be looked at. */
  resting?: { repositories: Set<string>; until: number };
}

/** Something that begins now: a run, and all webhooks until it has ended. */
export interface LiveBeginning {
  runs: NumberedRun[];
  deliveries: PlannedDelivery[];
}

/** Makes traffic that goes on from a moment; the same calls give the same traffic. */
export function createLiveTraffic(options: LiveOptions) {
  const { seed, startedAt, resting } = options;
  const random = createRandom(seed, 'live', startedAt);
  const heads = new Map(options.heads);
  const open = new Map<DemoRepository, PullRequest[]>();
  const numbers = new Map<string, number>();
  const numberRun = createRunNumbers();

  const wheel = repositories.flatMap(repository =>
    Array.from(
      { length: Math.ceil(repository.pullsPerWorkday * 4) },
      () => repository,
    ),
  );

  // The canary comes twice: it is the one worth watching.
  const deployable = repositories.flatMap(repository => {
    if (!repository.deploy) return [];
    const canary = repository.deploy.jobs.some(
      ({ deploysTo }) => deploysTo?.by === 'argorollouts',
    );
    return canary ? [repository, repository] : [repository];
  });

  function nextNumber(key: string, at: number, perDay: number): number {
    const number = Math.max(
      (numbers.get(key) ?? 0) + 1,
      numberReached(at, perDay) + 1,
    );
    numbers.set(key, number);
    return number;
  }

  function numbered(runs: RunPlan[]): NumberedRun[] {
    return runs.map(run =>
      numberRun(
        run,
        nextNumber(
          `${run.repository.name} ${run.workflow.name}`,
          run.createdAt,
          RUN_NUMBERS_PER_DAY,
        ),
      ),
    );
  }

  function beginning(
    runs: RunPlan[],
    deliveries: PlannedDelivery[],
  ): LiveBeginning {
    const withNumbers = numbered(runs);
    return {
      runs: withNumbers,
      deliveries: [
        ...deliveries,
        ...withNumbers.flatMap(run => [
          ...runDeliveries(run, true),
          ...reportDeliveries(run, run.run.createdAt),
        ]),
      ].sort((a, b) => a.at - b.at),
    };
  }

  function headOf(repository: DemoRepository, at: number): Commit {
    return (
      heads.get(repository.name) ?? {
        sha: digest(seed, repository.name, 'live', startedAt),
        parent: digest(seed, repository.name, 'live root', startedAt),
        subject: 'where the live traffic begins',
        author: repository.team[0],
        at,
        paths: [],
      }
    );
  }

  function openPull(repository: DemoRepository, at: number): LiveBeginning {
    const number = nextNumber(
      `${repository.name} pull`,
      at,
      PULL_NUMBERS_PER_DAY,
    );
    const draft = pullDraft(random, repository, number, at, seed);
    const base = headOf(repository, at).sha;
    const [{ commits, ...push }] = draft.pushes;
    const [commit] = commits;
    const pull: PullRequest = {
      repository,
      number,
      title: draft.title,
      author: draft.author,
      branch: draft.branch,
      openedAt: at,
      baseSha: base,
      pushes: [
        {
          ...push,
          before: base,
          at,
          commits: [{ ...commit, parent: base, at: at - 20 * SECOND }],
        },
      ],
      reviews: [],
    };
    const waiting = open.get(repository) ?? [];
    open.set(repository, [...waiting, pull]);
    return beginning(
      planBranchRuns(random, pull),
      pullDeliveries(pull, { detail: true, until: at }),
    );
  }

  function mergePull(
    repository: DemoRepository,
    at: number,
  ): LiveBeginning | undefined {
    const [pull, ...others] = open.get(repository) ?? [];
    if (!pull || pull.openedAt > at - MINUTE) return undefined;
    if (resting?.repositories.has(repository.name) && at < resting.until) {
      return undefined;
    }
    open.set(repository, others);
    const before = headOf(repository, at).sha;
    const commit: Commit = {
      sha: digest(seed, repository.name, 'main', pull.number, at),
      parent: before,
      subject: `${pull.title} (#${pull.number})`,
      author: pull.author,
      at,
      paths: pull.pushes[0].commits[0].paths,
    };
    heads.set(repository.name, commit);
    const reviewers = repository.team.filter(person => person !== pull.author);
    const reviewer = random.pick(reviewers);
    const reviewedAt = at - 10 * SECOND;
    const merged: PullRequest = {
      ...pull,
      reviews: [{ reviewer, state: 'approved', at: reviewedAt }],
      closed: { at, by: reviewer, commit },
    };
    const run = planRun(random, {
      repository,
      workflow: repository.ci,
      event: 'push',
      ref: 'main',
      commit,
      title: pull.title,
      actor: reviewer,
      createdAt: at + 2 * SECOND,
    });
    const push = {
      repository,
      branch: 'main',
      before,
      created: false,
      commits: [commit] as [Commit],
      sender: reviewer,
      at,
    };
    return beginning(
      [run],
      [
        ...pullDeliveries(merged, { detail: true, until: at }).filter(
          delivery => delivery.at >= reviewedAt,
        ),
        ...pushDeliveries(push),
      ],
    );
  }

  function deploy(at: number): LiveBeginning | undefined {
    const repository = random.pick(deployable);
    const commit = heads.get(repository.name);
    if (!commit) return undefined;
    const [major, minor, patch] =
      options.released?.versions.get(repository.name) ?? repository.version;
    // Minutes since then, so that a later session goes on with higher ones.
    const since = options.released?.at ?? startedAt - MINUTE;
    const minutes = Math.max(1, Math.floor((at - since) / MINUTE));
    const { release, runs } = planRelease(random, repository, {
      name: [major, minor, patch + minutes].join('.'),
      head: { commit, broken: false },
      at,
    });
    return beginning(runs, release ? releaseDeliveries(release) : []);
  }

  function schedule(
    repository: DemoRepository,
    at: number,
  ): LiveBeginning | undefined {
    if (repository.schedules.length === 0) return undefined;
    const { workflow } = random.pick(repository.schedules);
    const run = planRun(random, {
      repository,
      workflow,
      event: 'workflow_dispatch',
      ref: 'main',
      commit: headOf(repository, at),
      title: workflow.name,
      actor: random.pick(repository.team),
      createdAt: at,
    });
    return beginning([run], []);
  }

  /** What begins at that moment: one thing, and it is always something. */
  function begin(now: number): LiveBeginning {
    const at = wholeSecond(now);
    const repository = random.pick(wheel);
    const kind = random.next();
    let made: LiveBeginning | undefined;
    if (kind < 0.42) made = mergePull(repository, at);
    else if (kind < 0.49) made = deploy(at);
    else if (kind < 0.54) made = schedule(repository, at);
    return made ?? openPull(repository, at);
  }

  return { begin };
}
