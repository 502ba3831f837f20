import { z } from 'zod';
import { fixtureFolder } from '../__testUtils__/fixtureFolder';
import { measure } from '../__testUtils__/facts';
import { DeploymentSample, PushSample } from '../types';

const buildsSchema = z.array(
  z.object({
    // A number in some of the files.
    pipelineId: z.coerce.string(),
    number: z.number(),
    stages: z.array(
      z.object({
        name: z.string(),
        status: z.string(),
        startTimeMillis: z.number(),
        durationMillis: z.number(),
        pauseDurationMillis: z.number(),
      }),
    ),
    changeSets: z.array(z.object({ timestamp: z.number() })),
  }),
);
const casesSchema = z.array(
  z.object({
    file: z.string(),
    metric: z.string(),
    from_ms_inclusive: z.number(),
    to_ms_inclusive: z.number(),
    target_stage_by_pipeline: z.record(z.string(), z.string()),
    expected: z.number().nullable(),
  }),
);
type Build = z.infer<typeof buildsSchema>[number];

const states: Record<string, DeploymentSample['state']> = {
  SUCCESS: 'succeeded',
  FAILED: 'failed',
};
const keyOf = ({ pipelineId, number }: Build) => `${pipelineId}#${number}`;

/** A failed deploy stage is a change failure there: users met it. */
function deploymentsOf(
  builds: readonly Build[],
  targets: Record<string, string>,
) {
  return builds.flatMap((build): DeploymentSample[] =>
    build.stages
      .filter(({ name }) => name === targets[build.pipelineId])
      .map(stage => ({
        id: keyOf(build),
        service: build.pipelineId,
        environment: 'production',
        tier: 'production',
        release: keyOf(build),
        state: states[stage.status] ?? 'aborted',
        attempt: 1,
        finishedAt:
          stage.startTimeMillis +
          stage.durationMillis +
          stage.pauseDurationMillis,
        reachedUsers: stage.status === 'FAILED' ? true : undefined,
        revisions: [{ repo: build.pipelineId, sha: `${keyOf(build)}/end` }],
      })),
  );
}

/** Its first deployment has lead times; ours begins the chain, so one is put before. */
function baselines(targets: Record<string, string>): DeploymentSample[] {
  return Object.keys(targets).map(pipeline => ({
    id: `${pipeline}#0`,
    service: pipeline,
    environment: 'production',
    tier: 'production',
    release: `${pipeline}#0`,
    state: 'succeeded',
    attempt: 1,
    finishedAt: -1,
    revisions: [{ repo: pipeline, sha: `${pipeline}/0` }],
  }));
}

/** Builds of a pipeline as pushes, one after the other. Commit ids repeat there. */
function pushesOf(builds: readonly Build[]): PushSample[] {
  const last = new Map<string, string>();
  return [...builds]
    .sort((a, b) => a.number - b.number)
    .map(build => {
      const repo = build.pipelineId;
      const before = last.get(repo) ?? `${repo}/0`;
      const after = `${keyOf(build)}/end`;
      last.set(repo, after);
      const commits = build.changeSets.map(({ timestamp }, i) => ({
        sha: `${keyOf(build)}/${i}`,
        committedAt: timestamp,
      }));
      return {
        repo,
        branch: 'main',
        before,
        after,
        pushedAt: 0,
        forced: false,
        truncated: false,
        onDefaultBranch: true,
        commits,
      };
    });
}

const folder = fixtureFolder('metrik');
const cases = folder ? casesSchema.parse(folder.json('expected.json')) : [];

const present = folder ? describe : describe.skip;

present('metrik', () => {
  it('has eleven cases', () => {
    expect(cases).toHaveLength(11);
  });

  it.each(
    cases.map((one, i) => [`${i} ${one.metric} of ${one.file}`, one] as const),
  )('%s', (_name, one) => {
    const builds = buildsSchema.parse(folder?.json(one.file));
    const targets = one.target_stage_by_pipeline;
    const lead = one.metric === 'mean_lead_time';
    const { metrics } = measure(
      {
        deployments: [
          ...deploymentsOf(builds, targets),
          ...(lead ? baselines(targets) : []),
        ],
        pushes: pushesOf(builds),
      },
      { baselineGapDays: 1e6, unknownReachCounts: false },
      // Inclusive there, half open here.
      {
        from: one.from_ms_inclusive,
        to: one.to_ms_inclusive + 1,
        zone: 'UTC',
      },
    );
    const milliseconds = (mean: number | null) =>
      mean === null ? null : mean * 1000;
    const ours: Record<string, number | null> = {
      change_failure_rate:
        metrics.change_fail_rate.value === null
          ? null
          : metrics.change_fail_rate.value * 100,
      deployment_count: metrics.deployment_frequency.deployments,
      mean_lead_time: milliseconds(metrics.change_lead_time.quantiles.mean),
      mean_time_to_restore: milliseconds(
        metrics.failed_deployment_recovery_time.quantiles.mean,
      ),
    };
    // Theirs are sums of milliseconds, ours of seconds.
    const rounded = (value: number | null) =>
      value === null ? null : Math.round(value * 1e6) / 1e6;
    expect(rounded(ours[one.metric])).toBe(rounded(one.expected));
  });
});
