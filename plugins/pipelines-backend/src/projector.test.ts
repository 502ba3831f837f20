import { recountProject } from './database/recountProject';
import {
  claimEvent,
  instance,
  jobEvent,
  minute,
  project,
  runEvent,
  testEvent,
} from './testing/events';
import {
  createProjectionDatabase,
  ProjectionDatabase,
} from './testing/projectionDatabase';

describe('projectBatch', () => {
  let database: ProjectionDatabase;

  beforeAll(async () => {
    database = await createProjectionDatabase();
  });
  beforeEach(() => database.clear());
  afterAll(() => database.drop());

  const runs = () =>
    database.knex('pipeline_run').orderBy(['external_id', 'attempt']);
  const heads = () => database.knex('branch_head').orderBy('pipeline_key');

  it('does not let a late "queued" undo "completed"', async () => {
    await database.apply([runEvent()]);
    await database.apply([
      runEvent({ state: 'pending', observedAt: minute(30) }),
    ]);
    expect(await runs()).toMatchObject([
      { status: 'passed', active: false, outcome: 'passed' },
    ]);
  });

  it('keeps the finish time when the provider later reports inactive', async () => {
    const deployment = (state: 'succeeded' | 'superseded', at: number) =>
      testEvent('deployment.v1', {
        provider: 'github',
        instance,
        project,
        externalId: '5',
        environment: { name: 'production', tier: 'production' },
        state,
        finishedAt: minute(at),
        observedAt: minute(at),
      });
    await database.apply([deployment('succeeded', 3)]);
    await database.apply([deployment('superseded', 90)]);
    const [row] = await database.knex('deployment');
    expect(row.facts).toMatchObject({
      state: 'superseded',
      outcome: 'succeeded',
      finishedAt: minute(3),
    });
  });

  it('keeps attempts as rows of their own, the last one as the latest', async () => {
    await database.apply([
      runEvent({ attempt: 2, observedAt: minute(20), finishedAt: minute(20) }),
    ]);
    await database.apply([runEvent({ result: 'failure' })]);
    expect(await runs()).toMatchObject([
      { attempt: 1, is_latest: false, status: 'failed' },
      { attempt: 2, is_latest: true, status: 'flaky' },
    ]);
  });

  it('counts only the latest attempt, and takes the earlier one back', async () => {
    await database.apply([runEvent({ result: 'failure' })]);
    await database.apply([runEvent({ attempt: 2, finishedAt: minute(70) })]);
    expect(await database.knex('run_rollup_hour')).toMatchObject([
      { outcome: 'flaky', count: 1, hour: new Date(minute(60)) },
    ]);
  });

  it('ends the queue with the first job, whichever comes first', async () => {
    await database.apply([jobEvent()]);
    await database.apply([runEvent()]);
    expect(await runs()).toMatchObject([
      { queue_seconds: 60, run_seconds: 420 },
    ]);
    await database.clear();
    await database.apply([runEvent()]);
    await database.apply([jobEvent()]);
    expect(await runs()).toMatchObject([
      { queue_seconds: 60, run_seconds: 420 },
    ]);
  });

  it('shows a run that a gate holds as waiting, until the gate is decided', async () => {
    const gate = (state: 'pending' | 'approved', at: number) =>
      testEvent('gate.v1', {
        provider: 'github',
        instance,
        project,
        externalId: '1/1/production',
        kind: 'approval',
        state,
        runExternalId: '1',
        runAttempt: 1,
        askedAt: state === 'pending' ? minute(at) : undefined,
        observedAt: minute(at),
      });
    await database.apply([
      runEvent({ state: 'executing' }),
      gate('pending', 2),
    ]);
    expect(await runs()).toMatchObject([{ status: 'waiting' }]);
    await database.apply([gate('approved', 3)]);
    await database.apply([gate('pending', 2)]);
    expect(await runs()).toMatchObject([{ status: 'running' }]);
  });

  it('never takes a pull request from a fork for the default branch', async () => {
    await database.apply([runEvent({ trigger: 'change' })]);
    expect(await runs()).toMatchObject([{ is_default: false }]);
  });

  it('names the first red run after the last green one', async () => {
    const run = (
      externalId: string,
      at: number,
      result: 'success' | 'failure',
    ) =>
      runEvent({
        externalId,
        result,
        createdAt: minute(at),
        finishedAt: minute(at + 5),
        observedAt: minute(at + 5),
      });
    await database.apply([run('3', 30, 'failure'), run('1', 10, 'success')]);
    await database.apply([run('2', 20, 'failure')]);
    expect(await heads()).toMatchObject([
      {
        failing: true,
        last_external_id: '3',
        green_external_id: '1',
        red_external_id: '2',
        red_runs: 2,
        red_since: new Date(minute(25)),
      },
    ]);
    await database.apply([run('4', 40, 'success')]);
    expect(await heads()).toMatchObject([
      { failing: false, red_external_id: null, red_runs: 0 },
    ]);
  });

  it('moves rows and counts with a claim, and later rows follow it', async () => {
    await database.apply([runEvent(), jobEvent()]);
    await database.apply([claimEvent('component:default/till')]);
    await database.apply([runEvent({ externalId: '2' })]);
    expect(await runs()).toMatchObject([
      { entity_ref: 'component:default/till' },
      { entity_ref: 'component:default/till' },
    ]);
    expect(await database.knex('run_rollup_hour')).toMatchObject([
      { entity_ref: 'component:default/till', count: 1 },
      { entity_ref: 'component:default/till', count: 1 },
    ]);
    expect(await database.knex('queue_rollup_hour')).toMatchObject([
      { entity_ref: 'component:default/till', count: 1 },
    ]);
    expect(await heads()).toMatchObject([
      { entity_ref: 'component:default/till' },
    ]);
  });

  it('makes a subject unclaimed that is given up, until something new comes', async () => {
    await database.apply([claimEvent('component:default/till'), runEvent()]);
    await database.apply([claimEvent(null)]);
    expect(await runs()).toMatchObject([{ entity_ref: null }]);
    await database.apply([runEvent({ attempt: 2 }, 'component:default/shop')]);
    expect(await runs()).toMatchObject([
      { attempt: 1, entity_ref: null },
      { attempt: 2, entity_ref: 'component:default/shop' },
    ]);
  });

  it('prefers the claim of a workflow to that of its project', async () => {
    await database.apply([
      claimEvent('component:default/narrow', {
        instance,
        project,
        workflow: 'CI',
      }),
      claimEvent('component:default/wide'),
      runEvent(),
    ]);
    expect(await runs()).toMatchObject([
      { entity_ref: 'component:default/narrow' },
    ]);
  });

  it('counts the same when counted anew from the rows', async () => {
    const results = ['success', 'failure', 'cancelled', 'skipped'] as const;
    const seconds = [0.05, 0.1, 0.2, 1, 12.8, 60, 61.5, 3600, 1e6];
    await database.apply(
      seconds.flatMap((duration, index) => {
        const finishedAt = new Date(
          Date.parse(minute(1)) + duration * 1000,
        ).toISOString();
        const result = results[index % results.length];
        return [
          runEvent({
            externalId: `${index}`,
            result,
            startedAt: minute(1),
            finishedAt,
          }),
          jobEvent({
            externalId: `${index}`,
            runExternalId: `${index}`,
            result,
            finishedAt,
          }),
        ];
      }),
      3,
    );
    const before = await database.dump();
    await database.knex.transaction(tx =>
      recountProject(tx, { instance, project }),
    );
    expect(await database.dump()).toEqual(before);
    expect(before.run_rollup_hour?.length).toBeGreaterThan(5);
  });
});
