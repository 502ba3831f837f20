import { z } from 'zod';
import { githubWebhookBodies, stored } from './__testUtils__/githubFixtures';
import { githubProgress } from './githubProgress';
import { now, parse } from './__testUtils__/parseDelivery';

const iso = (time: string | null | undefined) =>
  time ? new Date(time).toISOString() : undefined;

const maybe = z.string().nullish();
const rawRun = z.object({
  workflow_run: z.object({
    id: z.number(),
    run_attempt: z.number(),
    run_number: z.number(),
    status: z.string(),
    conclusion: maybe,
    head_sha: z.string(),
    created_at: z.string(),
    run_started_at: z.string(),
    updated_at: z.string(),
  }),
});
const rawJob = z.object({
  workflow_job: z.object({
    id: z.number(),
    run_id: z.number(),
    run_attempt: z.number(),
    status: z.string(),
    conclusion: maybe,
    created_at: z.string(),
    started_at: z.string(),
    completed_at: maybe,
    steps: z.array(z.object({ number: z.number(), conclusion: maybe })),
  }),
});
const rawDeployment = z.object({
  deployment: z.object({
    id: z.number(),
    environment: z.string(),
    sha: z.string(),
    created_at: z.string(),
  }),
  deployment_status: z
    .object({ state: z.string(), created_at: z.string() })
    .optional(),
});
const rawPull = z.object({
  pull_request: z.object({
    number: z.number(),
    state: z.string(),
    merged: z.boolean(),
    head: z.object({ sha: z.string() }),
    updated_at: z.string(),
  }),
});

/** How many deliveries of each kind give events, and how many are ignored. */
const expectedCounts: Record<
  string,
  { events: Record<string, number>; ignored: number }
> = {
  check_run: { events: { 'ci.job.v1': 7 }, ignored: 1 },
  // Ignored: one of GitHub Actions, three that hold no check run yet.
  check_suite: { events: { 'ci.run.v1': 4 }, ignored: 4 },
  deployment: { events: { 'deployment.v1': 3 }, ignored: 0 },
  deployment_review: { events: { 'gate.v1': 1 }, ignored: 0 },
  deployment_status: { events: { 'deployment.v1': 3 }, ignored: 0 },
  pull_request: { events: { 'change.v1': 28 }, ignored: 0 },
  pull_request_review: { events: { 'change.reviewed.v1': 3 }, ignored: 0 },
  push: { events: { 'commits.pushed.v1': 6 }, ignored: 0 },
  release: { events: { 'release.v1': 12 }, ignored: 0 },
  status: { events: {}, ignored: 3 },
  workflow_dispatch: { events: {}, ignored: 1 },
  workflow_job: { events: { 'ci.job.v1': 7 }, ignored: 0 },
  workflow_run: { events: { 'ci.run.v1': 4 }, ignored: 0 },
};

const bodies = githubWebhookBodies();

/** Stands for all of them where the fixtures are not beside the repository. */
function notCompared(name: string): void {
  it(`${name} are not compared, since they are absent`, () => {
    expect(bodies).toEqual([]);
  });
}

const describeFixtures: (name: string, tests: () => void) => void =
  bodies.length ? describe : notCompared;

describeFixtures('the GitHub bodies in fixtures/delivery', () => {
  it('are all read, each kind into its events', () => {
    const counts: typeof expectedCounts = {};
    for (const { event, file, body } of bodies) {
      const outcome = parse(event, body);
      const count = (counts[event] ??= { events: {}, ignored: 0 });
      if (outcome.outcome === 'rejected') {
        throw new Error(`${event}/${file}: ${outcome.message}`);
      }
      if (outcome.outcome === 'ignored') count.ignored += 1;
      else {
        for (const parsedEvent of outcome.events) {
          stored(parsedEvent);
          count.events[parsedEvent.type] =
            (count.events[parsedEvent.type] ?? 0) + 1;
        }
      }
    }
    expect(counts).toEqual(expectedCounts);
  });

  const of = (event: string) =>
    bodies.filter(b => b.event === event).map(b => [b.file, b.body] as const);

  function only(event: string, body: unknown) {
    const outcome = parse(event, body);
    if (outcome.outcome !== 'parsed') throw new Error(JSON.stringify(outcome));
    expect(outcome.events).toHaveLength(1);
    return stored(outcome.events[0]);
  }

  it.each(of('workflow_run'))(
    'run in %s has its id, times and result',
    (_, body) => {
      const { workflow_run: run } = rawRun.parse(body);
      const progress = githubProgress(run.status, run.conclusion ?? undefined);
      const completed = progress.state === 'completed';
      expect(only('workflow_run', body)).toMatchObject({
        externalId: String(run.id),
        attempt: run.run_attempt,
        number: run.run_number,
        sha: run.head_sha,
        createdAt: iso(run.created_at),
        observedAt: iso(run.updated_at),
        ...progress,
        ...(completed && {
          startedAt: iso(run.run_started_at),
          finishedAt: iso(run.updated_at),
        }),
      });
    },
  );

  it.each(of('workflow_job'))(
    'job in %s has its id, times, result and steps',
    (_, body) => {
      const { workflow_job: job } = rawJob.parse(body);
      const progress = githubProgress(job.status, job.conclusion ?? undefined);
      const begun = ['executing', 'completed'].includes(progress.state);
      const read = z
        .object({
          startedAt: maybe,
          finishedAt: maybe,
          steps: z.array(z.object({ ordinal: z.number() })),
        })
        .loose()
        .parse(only('workflow_job', body));
      expect(read).toMatchObject({
        externalId: String(job.id),
        runExternalId: String(job.run_id),
        runAttempt: job.run_attempt,
        queuedAt: iso(job.created_at),
        ...progress,
      });
      expect(read.startedAt).toBe(begun ? iso(job.started_at) : undefined);
      expect(read.finishedAt).toBe(iso(job.completed_at));
      expect(read.steps.map(step => step.ordinal)).toEqual(
        job.steps.map(step => step.number),
      );
    },
  );

  it.each([...of('deployment'), ...of('deployment_status')])(
    'deployment in %s has its id, environment, commit and times',
    (_, body) => {
      const { deployment, deployment_status: status } =
        rawDeployment.parse(body);
      const ended =
        status && ['success', 'failure', 'error'].includes(status.state);
      const read = z
        .object({ finishedAt: maybe, state: z.string() })
        .loose()
        .parse(only(status ? 'deployment_status' : 'deployment', body));
      expect(read).toMatchObject({
        externalId: String(deployment.id),
        environment: {
          name: deployment.environment,
          tier:
            deployment.environment === 'production' ? 'production' : 'other',
        },
        sha: deployment.sha,
        createdAt: iso(deployment.created_at),
      });
      expect(read.finishedAt).toBe(ended ? iso(status?.created_at) : undefined);
      expect(read.state).toBe(
        { success: 'succeeded', in_progress: 'in_progress' }[
          status?.state ?? ''
        ] ?? 'queued',
      );
    },
  );

  it.each(of('pull_request'))(
    'change in %s has its number, state and head',
    (_, body) => {
      const { pull_request: pull } = rawPull.parse(body);
      const closed = pull.merged ? 'merged' : 'closed';
      expect(only('pull_request', body)).toMatchObject({
        externalId: String(pull.number),
        state: pull.state === 'open' ? 'open' : closed,
        headSha: pull.head.sha,
        observedAt: iso(pull.updated_at),
      });
    },
  );

  it('never take the clock for a time they carry', () => {
    for (const { event, body } of bodies) {
      expect(JSON.stringify(parse(event, body))).not.toContain(
        now.toISOString(),
      );
    }
  });

  it('are the 87 that are known', () => {
    expect(bodies).toHaveLength(87);
  });
});
