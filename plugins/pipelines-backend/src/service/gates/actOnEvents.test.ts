import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { createAuditLog } from '@quarterdeck/plugin-portal-node';
import {
  asBatch,
  instance,
  jobEvent,
  minute,
  project,
  TestEvent,
  testEvent,
} from '../../testing/events';
import {
  createProjectionDatabase,
  ProjectionDatabase,
} from '../../testing/projectionDatabase';
import { readOutboundConfig } from '../outbox/outboundConfig';
import { checkPolicyData } from '../policies/parsePolicy';
import { actOnEvents } from './actOnEvents';

const shop = 'component:default/shop';
const parsed = checkPolicyData({
  stages: {
    staging: {},
    verify: {},
    production: { rollback: 'automatic_on_failure' },
  },
});
const deployment = (data: object = {}, entityRef: string | undefined = shop) =>
  testEvent(
    'deployment.v1',
    {
      provider: 'github',
      instance,
      project,
      externalId: 'd1',
      environment: { name: 'production', tier: 'production' },
      state: 'succeeded',
      sha: 'a1',
      observedAt: minute(0),
      ...data,
    },
    { entityRef },
  );
const check = (data: object = {}) =>
  jobEvent({
    externalId: 'v1',
    name: 'smoke test',
    result: 'failure',
    sha: 'a1',
    finishedAt: minute(7),
    ...data,
  });

describe('actOnEvents', () => {
  let database: ProjectionDatabase;
  beforeAll(async () => {
    database = await createProjectionDatabase();
    await createAuditLog({
      knex: database.knex,
      pluginId: 'pipelines',
    }).migrate();
  });
  afterAll(() => database?.drop());
  beforeEach(async () => {
    await database.knex.raw(
      'TRUNCATE outbox_call, watched_deployment, gate_request CASCADE',
    );
  });

  /** @param minutesLate How long after they were recorded the events are read. */
  const act = async (events: readonly TestEvent[], minutesLate = 1) => {
    const audit = createAuditLog({
      knex: database.knex,
      pluginId: 'pipelines',
    });
    await database.knex.transaction(tx =>
      actOnEvents(asBatch(events), tx, {
        policies: {
          effective: async entityRef => ({
            entityRef,
            source: 'config',
            location: null,
            text: null,
            policy: parsed.ok ? parsed.policy : null,
            version: null,
            goodSince: null,
            checkedAt: null,
            problems: [],
          }),
        },
        outbound: readOutboundConfig(
          new ConfigReader({
            pipelines: {
              outbound: {
                hosts: ['hook.example'],
                targets: {
                  back: {
                    kind: 'webhook',
                    url: 'https://hook.example/',
                    rollback: {},
                  },
                },
              },
            },
          }),
        ),
        audit,
        logger: mockServices.logger.mock(),
        now: () => new Date(Date.parse(minute(10)) + minutesLate * 60_000),
        liveSeconds: 3600,
      }),
    );
    const rows: { purpose: string; reason: string }[] = await database
      .knex('outbox_call')
      .orderBy('created_at');
    return rows.map(({ purpose, reason }) => `${purpose}: ${reason}`);
  };

  it.each<[string, TestEvent[], string[]]>([
    [
      'a check that fails after it',
      [deployment(), check()],
      ['rollback: production: smoke test failed'],
    ],
    [
      'the same check twice',
      [deployment(), check(), check()],
      ['rollback: production: smoke test failed'],
    ],
    ['a check that passes', [deployment(), check({ result: 'success' })], []],
    [
      'a check that may fail',
      [deployment(), check({ allowFailure: true })],
      [],
    ],
    [
      'a check of staging',
      [deployment(), check({ name: 'smoke test staging' })],
      [],
    ],
    ['another job', [deployment(), check({ name: 'unit' })], []],
    [
      'a check that ended before it',
      [deployment(), check({ finishedAt: minute(-5) })],
      [],
    ],
    [
      'a check of another commit',
      [deployment(), check({ sha: 'b2', runExternalId: '2' })],
      [],
    ],
    [
      'staging',
      [
        deployment({ environment: { name: 'staging', tier: 'staging' } }),
        check(),
      ],
      [],
    ],
    [
      'a canary that fails with users on it',
      [
        deployment({ state: 'in_progress', rollout: { setWeight: 20 } }),
        deployment({ state: 'aborted', observedAt: minute(1) }),
      ],
      ['rollback: production: it aborted after it had reached users'],
    ],
    ['one that fails before', [deployment({ state: 'failed' })], []],
    [
      'one another source says has failed',
      [
        deployment(),
        deployment(
          { state: 'failed', failure: 'unknown', observedAt: minute(1) },
          'component:default/other',
        ),
      ],
      [],
    ],
  ])('%s', async (_name, events, expected) => {
    expect(await act(events)).toEqual(expected);
  });

  it('leaves alone what was recorded long ago', async () => {
    expect(await act([deployment(), check()], 61)).toEqual([]);
    expect(await database.knex('watched_deployment').select()).toHaveLength(1);
  });
});
