/** Made-up events for the benchmark: seeded by their number, so that every run sends the same. */

const START = Date.parse('2026-06-01T00:00:00Z');
const at = (run, seconds) =>
  new Date(START + run * 7_000 + seconds * 1000).toISOString();

const place = run => ({
  provider: 'github',
  instance: 'code.bench.example',
  project: `bench/service-${run % 50}`,
});

const subject = run =>
  `code.bench.example/bench/service-${run % 50}#workflow=CI`;

function runData(run, state, seconds, more) {
  return {
    ...place(run),
    externalId: String(1_000_000 + run),
    attempt: 1,
    number: run,
    pipeline: {
      externalId: String(run % 50),
      name: 'CI',
      path: '.github/workflows/ci.yml',
    },
    title: `change ${run}`,
    trigger: 'push',
    actor: { login: `person-${run % 40}`, kind: 'person' },
    branch: run % 3 === 0 ? `feature/${run % 500}` : 'main',
    defaultBranch: 'main',
    sha: (run * 2654435761).toString(16).padStart(40, '0').slice(-40),
    changes: [],
    url: `https://code.bench.example/bench/service-${run % 50}/runs/${run}`,
    createdAt: at(run, 0),
    queuedAt: at(run, 0),
    state,
    observedAt: at(run, seconds),
    ...more,
  };
}

function jobData(run, job, state, seconds, more) {
  return {
    ...place(run),
    externalId: String((1_000_000 + run) * 10 + job),
    runExternalId: String(1_000_000 + run),
    runAttempt: 1,
    pipelineName: 'CI',
    name: job === 0 ? 'build' : 'unit tests',
    kind: job === 0 ? 'build' : 'test',
    allowFailure: false,
    steps: [],
    createdAt: at(run, 1),
    queuedAt: at(run, 1),
    state,
    observedAt: at(run, seconds),
    ...more,
  };
}

const event = (run, type, seconds, data) => ({
  type,
  subject: subject(run),
  entity: `component:default/service-${run % 50}`,
  occurredAt: at(run, seconds),
  data,
});

/** How one run is told by GitHub: three reports of the run, three of each of its two jobs. */
export const EVENTS_PER_RUN = 9;

/** @param {number} run */
export function eventsOfRun(run) {
  const failed = run % 13 === 0;
  const length = 120 + (run % 400);
  const result = failed ? 'failure' : 'success';
  const events = [event(run, 'ci.run.v1', 0, runData(run, 'pending', 0, {}))];
  for (const job of [0, 1]) {
    const begin = 5 + job;
    const over = { startedAt: at(run, begin), finishedAt: at(run, length - 1) };
    const step = {
      ordinal: 1,
      name: 'run',
      state: 'completed',
      result,
      startedAt: at(run, begin),
      finishedAt: at(run, length - 1),
    };
    events.push(
      event(run, 'ci.job.v1', 1, jobData(run, job, 'pending', 1, {})),
      event(
        run,
        'ci.job.v1',
        begin,
        jobData(run, job, 'executing', begin, { startedAt: at(run, begin) }),
      ),
      event(
        run,
        'ci.job.v1',
        length - 1,
        jobData(run, job, 'completed', length - 1, {
          ...over,
          result,
          steps: [step],
        }),
      ),
    );
  }
  events.push(
    event(
      run,
      'ci.run.v1',
      2,
      runData(run, 'executing', 2, { startedAt: at(run, 2) }),
    ),
    finishedRun(run),
  );
  return events;
}

/** A run of which only the end is told. @param {number} run */
export function finishedRun(run) {
  const length = 120 + (run % 400);
  return event(
    run,
    'ci.run.v1',
    length,
    runData(run, 'completed', length, {
      startedAt: at(run, 2),
      finishedAt: at(run, length),
      result: run % 13 === 0 ? 'failure' : 'success',
    }),
  );
}
