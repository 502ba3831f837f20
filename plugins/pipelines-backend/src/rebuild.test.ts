import { createTestEventLog } from '@quarterdeck/event-log/testUtils';
import { createTestDatabase } from '@quarterdeck/plugin-portal-node/testUtils';
import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import { pipelinesProjection } from './projection';
import {
  pipelinesEventTypes,
  pipelinesTables,
  projectBatch,
} from './projector';
import { deploymentEvent } from './testing/deploymentEvents';
import {
  asNewEvents,
  claimEvent,
  instance,
  jobEvent,
  minute,
  project,
  pushEvent,
  runEvent,
  TestEvent,
  testEvent,
} from './testing/events';
import { dumpTables } from './testing/projectionDatabase';

/** Positions in one partition of the test's log. */
const partitionSize = 100;

describe('a rebuild of pipelines', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let log: Awaited<ReturnType<typeof createTestEventLog>>;
  let eventLog: EventLogService;
  let dump: () => Promise<Record<string, unknown[]>>;

  beforeEach(async () => {
    database = await createTestDatabase();
    log = await createTestEventLog({
      ...database,
      settings: { partitionSize },
    });
    const plugin = await log.forPlugin('pipelines');
    eventLog = plugin.eventLog;
    await plugin.knex.migrate.latest({
      directory: pipelinesProjection.migrationsDirectory,
    });
    await eventLog.consume({
      consumer: 'pipelines',
      types: pipelinesEventTypes,
      batchSize: 7,
      handle: (batch, tx) => projectBatch(batch, tx),
      projection: pipelinesProjection,
    });
    log.startConsumers();
    dump = () => dumpTables(plugin.knex);
  });
  afterEach(async () => {
    await log.stop();
    await database.drop();
  });

  const append = async (events: readonly TestEvent[]) => {
    await eventLog.append(asNewEvents(events));
    await log.drain('pipelines');
  };
  const rebuild = async () => {
    await log.admin.rebuildReader('pipelines');
    await log.rebuilt('pipelines');
    const [reader] = (await log.admin.status()).readers;
    expect(reader?.stateReason).toBeUndefined();
  };
  const indexes = () =>
    database
      .knex('pg_indexes')
      .where({ schemaname: 'pipelines' })
      .whereIn('tablename', pipelinesTables)
      .orderBy('indexname')
      .pluck('indexdef');

  const history = [
    claimEvent('component:default/till'),
    pushEvent({ after: 'a1' }),
    runEvent({ externalId: '1', state: 'pending' }),
    jobEvent(),
    runEvent({ externalId: '1', result: 'failure' }),
    runEvent({ externalId: '2', state: 'pending', observedAt: minute(20) }),
    // A gate nobody tells the end of, and what it holds.
    deploymentEvent({ state: 'paused', observedAt: minute(20) }),
    testEvent('gate.v1', {
      provider: 'flagger',
      instance,
      project,
      externalId: 'g1',
      kind: 'manual',
      state: 'pending',
      deploymentExternalId: 'd1',
      observedAt: minute(20),
    }),
  ];
  const news = [
    // The log still has the end of this run, and not its beginning.
    runEvent({
      externalId: '2',
      createdAt: undefined,
      queuedAt: undefined,
      startedAt: minute(21),
      finishedAt: minute(25),
      observedAt: minute(25),
    }),
    // A late word about a run that was over long ago.
    runEvent({ externalId: '1', state: 'pending', observedAt: minute(40) }),
    runEvent({ externalId: '3', observedAt: minute(60) }),
    jobEvent({ externalId: '31', runExternalId: '3' }),
    deploymentEvent({ state: 'in_progress', observedAt: minute(30) }),
  ];

  it('gives the same tables and indexes again', async () => {
    await append([...history, ...news]);
    const before = { tables: await dump(), indexes: await indexes() };
    await rebuild();
    expect({ tables: await dump(), indexes: await indexes() }).toEqual(before);
  });

  it('keeps rows whose events the log dropped', async () => {
    await append(history);
    const others = Array.from({ length: partitionSize }, (_, n) =>
      runEvent({ externalId: `other-${n}`, project: 'acme/tools' }),
    );
    await append(others);
    await append(news);
    const before = await dump();
    expect(await log.dropPartitions(new Date(Date.now() + 1000))).toBe(1);
    await rebuild();
    expect(await dump()).toEqual(before);
  });
});
