import { computeMetrics } from '../metrics/computeMetrics';
import { computeSamples } from '../computeSamples';
import {
  ChangeSample,
  Classification,
  CommitSample,
  defaultSettings,
  DeploymentSample,
  DoraFacts,
  DoraSettings,
  Incident,
  PushSample,
  Window,
} from '../types';

export const hour = 3_600_000;
export const day = 24 * hour;
/** Monday. */
export const start = Date.UTC(2026, 2, 2);
/** Hours after {@link start}. */
export const h = (hours: number) => start + hours * hour;
export const repo = 'https://git.example/orchard/pears';

/** A production deployment of "pears" that succeeded; release is `id` unless told. */
export function deployed(
  id: string,
  finishedAt: number,
  rest: Partial<DeploymentSample> = {},
): DeploymentSample {
  return {
    id,
    service: 'component:default/pears',
    environment: 'production',
    tier: 'production',
    release: id,
    state: 'succeeded',
    attempt: 1,
    finishedAt,
    revisions: [],
    ...rest,
  };
}

/** A deployment of a release: id and commit are its name. */
export const ran = (
  id: string,
  release: string,
  finishedAt: number,
  rest: Partial<DeploymentSample> = {},
) =>
  deployed(id, finishedAt, {
    release,
    version: release,
    revisions: [{ repo, sha: release }],
    ...rest,
  });

export const commit = (
  sha: string,
  committedAt?: number,
  rest: Partial<CommitSample> = {},
): CommitSample => ({ sha, committedAt, author: 'Ada', ...rest });

/** A push to main; `after` is its last commit. */
export function push(
  before: string | undefined,
  commits: CommitSample[],
  rest: Partial<PushSample> = {},
): PushSample {
  const last = commits.at(-1);
  return {
    repo,
    branch: 'main',
    before,
    after: last?.sha ?? '',
    pushedAt: last?.committedAt ?? start,
    forced: false,
    truncated: false,
    onDefaultBranch: true,
    commits,
    ...rest,
  };
}

export const change = (
  id: string,
  rest: Partial<ChangeSample> = {},
): ChangeSample => ({
  id,
  repo,
  title: `Change ${id}`,
  targetBranch: 'main',
  labels: [],
  ...rest,
});

export const incident = (
  id: string,
  startedAt: number,
  resolvedAt: number | null,
  rest: Partial<Incident> = {},
): Incident => ({
  id,
  service: 'component:default/pears',
  startedAt,
  turns: resolvedAt === null ? [] : [{ at: resolvedAt, to: 'resolved' }],
  cause: 'unknown',
  links: {},
  ...rest,
});

export const said = (
  deploymentId: string,
  as: Classification['as'],
  rest: Partial<Classification> = {},
): Classification => ({
  id: `said-${deploymentId}-${as}`,
  deploymentId,
  as,
  reason: 'we were there',
  by: 'user:default/ada',
  at: h(900),
  ...rest,
});

/** A month in UTC. */
export const month: Window = { from: start, to: start + 28 * day, zone: 'UTC' };

export const noFacts: DoraFacts = {
  deployments: [],
  pushes: [],
  changes: [],
  incidents: [],
  classifications: [],
};

/** Samples and metrics of the month. */
export function measure(
  facts: Partial<DoraFacts>,
  settings: Partial<DoraSettings> = {},
  window: Window = month,
) {
  const samples = computeSamples(
    { ...noFacts, ...facts },
    { ...defaultSettings, ...settings },
  );
  const metrics = computeMetrics(samples, { window, asOf: window.to });
  return {
    samples,
    metrics,
    failed: samples.deployments.filter(one => one.failed).map(({ id }) => id),
    affected: samples.deployments
      .filter(one => one.affected)
      .map(({ id }) => id),
    kinds: Object.fromEntries(
      samples.deployments.map(({ id, kind }) => [id, kind]),
    ),
    leadHours: Object.fromEntries(
      samples.leadTimes.map(({ sha, seconds }) => [sha, seconds / 3600]),
    ),
    quality: samples.quality.map(
      ({ kind, subject }) => `${kind} ${subject.split('@').at(-1)}`,
    ),
  };
}
