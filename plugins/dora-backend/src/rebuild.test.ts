import { createTestEventLog } from '@quarterdeck/event-log/testUtils';
import { defaultSettings } from '@quarterdeck/plugin-dora-common';
import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import { createAuditLog } from '@quarterdeck/plugin-portal-node';
import { createTestDatabase } from '@quarterdeck/plugin-portal-node/testUtils';
import { Knex } from 'knex';
import { doraEventTypes, doraProjection, doraTables } from './projection';
import { applyBatch } from './service/applyBatch';
import { dumpTables } from './testing/doraDatabase';
import {
  asNewEvents,
  changeEvent,
  claimEvent,
  deployEvent,
  hour,
  incidentEvent,
  instance,
  project,
  pushEvent,
  shop,
  TestEvent,
  testEvent,
} from './testing/events';

/** Positions in one partition of the test's log. */
const partitionSize = 100;
const said = '6f1c2c1e-1f0a-4c39-9a0e-2f6f0f0f0f11';
/** What people decided and were told: no part of what is built anew. */
const records = ['classification', 'marker', 'band_alert', 'audit_record'];

/** Four pushes and deployments, one of them back; one is blamed. */
const history: TestEvent[] = [
  claimEvent(shop),
  pushEvent({ after: 'c1' }, 0),
  pushEvent({ before: 'c1', after: 'c2' }, 3),
  changeEvent({ externalId: 'p1', mergeSha: 'c2', headSha: 'f2' }, 3),
  testEvent('change.reviewed.v1', {
    provider: 'github',
    instance,
    project,
    externalId: 'r1',
    changeExternalId: 'p1',
    state: 'approved',
    submittedAt: hour(2.5),
  }),
  deployEvent({ externalId: 'd1', sha: 'c1' }, 2),
  deployEvent({ externalId: 'd2', sha: 'c2' }, 5),
  incidentEvent(
    {
      externalId: 'i1',
      causes: [{ kind: 'deployment', instance, id: 'd2' }],
    },
    6,
  ),
  testEvent('gate.v1', {
    provider: 'github',
    instance,
    project,
    externalId: 'g1',
    kind: 'approval',
    state: 'approved',
    deploymentExternalId: 'd2',
    askedAt: hour(3.5),
    decidedAt: hour(4),
    observedAt: hour(4),
  }),
  testEvent('rollout.step.v1', {
    provider: 'argo',
    instance,
    project,
    deploymentExternalId: 'd2',
    ordinal: 1,
    kind: 'set_weight',
    state: 'succeeded',
    wantedWeight: 20,
    startedAt: hour(4.9),
    observedAt: hour(4.9),
  }),
];

const news: TestEvent[] = [
  deployEvent({ externalId: 'd3', sha: 'c1' }, 7),
  incidentEvent(
    {
      externalId: 'i1',
      startedAt: hour(6),
      resolvedAt: hour(8),
      causes: [{ kind: 'deployment', instance, id: 'd2' }],
    },
    6,
  ),
  pushEvent({ before: 'c2', after: 'c3' }, 9),
  deployEvent({ externalId: 'd4', sha: 'c3' }, 10),
];

describe('a rebuild of DORA through the log', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let log: Awaited<ReturnType<typeof createTestEventLog>>;
  let eventLog: EventLogService;
  let knex: Knex;

  beforeEach(async () => {
    database = await createTestDatabase();
    log = await createTestEventLog({
      ...database,
      settings: { partitionSize },
    });
    ({ eventLog, knex } = await log.forPlugin('dora'));
    const projection = doraProjection();
    await knex.migrate.latest({ directory: projection.migrationsDirectory });
    await createAuditLog({ knex, pluginId: 'dora' }).migrate();
    await eventLog.consume({
      consumer: 'dora',
      types: doraEventTypes,
      batchSize: 7,
      handle: (batch, tx) => applyBatch(batch, tx, () => defaultSettings),
      projection,
    });
    log.startConsumers();
  });
  afterEach(async () => {
    await log.stop();
    await database.drop();
  });

  const append = async (events: readonly TestEvent[]) => {
    await eventLog.append(asNewEvents(events));
    await log.drain('dora');
  };

  /** A person says that d1 failed; there are a marker, an alert and their audit. */
  const decide = async () => {
    await knex('classification').insert({
      id: said,
      deployment_id: `${instance}/d1`,
      instance,
      external_id: 'd1',
      entity_ref: shop,
      said: 'failed',
      reason: 'it refused cards',
      by: 'user:default/ada',
      at: hour(9),
    });
    await append([
      testEvent('deployment.classified.v1', {
        id: said,
        instance,
        externalId: 'd1',
        as: 'failed',
        reason: 'it refused cards',
        by: 'user:default/ada',
        at: hour(9),
      }),
    ]);
    await knex('marker').insert({
      id: said,
      at: hour(5),
      label: 'smaller changes',
      by: 'user:default/ada',
      created_at: hour(9),
    });
    await knex('band_alert').insert({
      id: said,
      entity_ref: shop,
      metric: 'change_fail_rate',
      band_table: '2023',
      at: hour(0),
      from_band: 'high',
      to_band: 'low',
      direction: 'worse',
      noticed_at: hour(9),
      notified_at: hour(9),
    });
    await createAuditLog({ knex, pluginId: 'dora' }).record({
      actor: 'user:default/ada',
      action: 'dora.classified',
      target: `${instance}/d1`,
      details: { as: 'failed' },
    });
  };

  const everything = async () => ({
    tables: await dumpTables(knex),
    records: await Promise.all(records.map(table => knex(table).select())),
    indexes: await database
      .knex('pg_indexes')
      .where({ schemaname: 'dora' })
      .whereIn('tablename', [...doraTables])
      .orderBy('indexname')
      .pluck('indexdef'),
  });

  const rebuild = async () => {
    await log.admin.rebuildReader('dora');
    await log.rebuilt('dora');
    const [reader] = (await log.admin.status()).readers;
    expect(reader?.stateReason).toBeUndefined();
  };

  it('gives byte-equal samples and cells, and keeps what people decided', async () => {
    await append([...history, ...news]);
    await decide();
    const before = await everything();
    expect(before.tables.lead_time).toHaveLength(2);
    expect(before.tables.deployment).toHaveLength(4);
    // The word of a person, the incident and the way back.
    expect(before.tables.failure_mark.join()).toContain('it refused cards');
    expect(before.tables.recovery).toHaveLength(2);
    expect(before.records.map(rows => rows.length)).toEqual([1, 1, 1, 1]);
    await rebuild();
    expect(await everything()).toEqual(before);
  });

  it('keeps facts that the log has dropped, and what is computed from them', async () => {
    await append(history);
    await decide();
    await append(
      Array.from({ length: partitionSize }, (_, n) =>
        pushEvent({ after: `t${n}`, project: 'acme/tools' }, n),
      ),
    );
    await append(news);
    const before = await everything();
    expect(await log.dropPartitions(new Date(Date.now() + 1000))).toBe(1);
    await rebuild();
    expect(await everything()).toEqual(before);
  });

  it('goes on to serve: a late event moves the numbers as before', async () => {
    await append(history);
    await rebuild();
    await append(news);
    const after = await everything();
    expect(after.tables.deployment).toHaveLength(4);
    await rebuild();
    expect(await everything()).toEqual(after);
  });
});
