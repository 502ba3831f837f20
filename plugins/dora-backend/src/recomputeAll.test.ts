import { defaultSettings } from '@quarterdeck/plugin-dora-common';
import { doraTables } from './projection';
import { projectBatch } from './projector';
import { applyBatch } from './service/applyBatch';
import { recomputeDirty } from './service/recompute';
import { recomputeAllStep } from './service/recomputeAll';
import { createDoraDatabase, DoraDatabase } from './testing/doraDatabase';
import {
  asBatch,
  changeEvent,
  deployEvent,
  hour,
  incidentEvent,
  instance,
  pushEvent,
  TestEvent,
} from './testing/events';

const names = ['acme/shop', 'acme/till', 'acme/mail'];
const entityOf = (name: string) => `component:default/${name.slice(5)}`;

/** A push, its change and its deployment every day, of three services; one went wrong. */
const history: TestEvent[] = names.flatMap(name =>
  Array.from({ length: 8 }, (_, i) => i).flatMap(i => [
    pushEvent(
      {
        project: name,
        before: i ? `c${i - 1}` : undefined,
        after: `c${i}`,
        commits: [`b${i}`, `c${i}`].map(sha => ({
          sha,
          message: `Zeile "${sha}" \\ mit\tTab`,
          committedAt: hour(i * 24 - 2),
          author: { login: 'ada' },
        })),
      },
      i * 24,
    ),
    changeEvent(
      { externalId: `m${i}`, project: name, mergeSha: `c${i}` },
      i * 24,
    ),
    deployEvent(
      {
        externalId: `${name.slice(5)}-${i}`,
        project: name,
        sha: i === 5 ? 'c3' : `c${i}`,
      },
      i * 24 + 3,
      entityOf(name),
    ),
  ]),
);

const late = [
  incidentEvent(
    {
      externalId: 'i1',
      resolvedAt: hour(3 * 24 + 6),
      causes: [{ kind: 'deployment', instance, id: 'till-2' }],
    },
    2 * 24 + 4,
    entityOf('acme/till'),
  ),
];

describe('computing everything into fresh tables', () => {
  let database: DoraDatabase;
  const everything = async () => ({
    tables: await database.dump(),
    indexes: await database
      .knex('pg_indexes')
      .where({ schemaname: 'public' })
      .whereIn('tablename', [...doraTables])
      .orderBy('indexname')
      .pluck('indexdef'),
    keys: await database
      .knex('pg_constraint')
      .whereIn('contype', ['p', 'u'])
      .orderBy('conname')
      .pluck('conname'),
    left: await database
      .knex('pg_namespace')
      .where({ nspname: 'public_samples' })
      .pluck('nspname'),
  });
  let expected: Awaited<ReturnType<typeof everything>>;

  /** Applies events without computing anything. */
  const tell = (events: readonly TestEvent[], at = 1) =>
    database.knex.transaction(tx => projectBatch(asBatch(events, at), tx));
  const step = (settingsOf: (service: string) => typeof defaultSettings) =>
    recomputeAllStep(database.knex, settingsOf, 1);
  const plain = () => defaultSettings;
  const runToEnd = async () => {
    const steps: string[] = [];
    for (;;) {
      const done = await step(plain);
      if (done === 'none') return steps;
      steps.push(done);
    }
  };

  beforeAll(async () => {
    database = await createDoraDatabase();
    await database.apply([...history, ...late]);
    expected = await everything();
  });
  beforeEach(() => database.clear());
  afterAll(() => database.drop());

  it('gives the tables, keys and indexes that computing in place gives', async () => {
    await tell([...history, ...late]);
    expect(await runToEnd()).toEqual(['made', 'filled', 'summed', 'swapped']);
    expect(await everything()).toEqual(expected);
  });

  it('leaves few marked services to the ordinary way', async () => {
    await tell(history);
    expect(await recomputeAllStep(database.knex, plain)).toBe('none');
  });

  it('replaces what serves, with the same numbers of services', async () => {
    await database.apply([...history, ...late]);
    const numbers = await database.knex('service').select('no', 'service');
    await database.knex('service').update({ computed_by: 'another version' });
    await database
      .knex('lead_time')
      .where({ key: `${instance}/acme/mail@b1` })
      .delete();
    await database.knex.raw(
      'INSERT INTO dirty_service SELECT service FROM service',
    );
    await runToEnd();
    expect(await everything()).toEqual(expected);
    expect(await database.knex('service').select('no', 'service')).toEqual(
      expect.arrayContaining(numbers),
    );
  });

  it('goes on where a killed process left it, whenever that was', async () => {
    await tell([...history, ...late]);
    const killed = () => {
      throw new Error('killed');
    };
    expect(await step(plain)).toBe('made');
    await expect(step(killed)).rejects.toThrow('killed');
    let asked = 0;
    await expect(
      step(() => {
        asked += 1;
        return asked < 3 ? defaultSettings : killed();
      }),
    ).rejects.toThrow('killed');
    expect(await step(plain)).toBe('filled');
    expect(await step(plain)).toBe('summed');
    // Killed while it makes indexes: another takes over with those that are left.
    const blocked = await database.knex.transaction();
    await blocked.raw(
      'LOCK TABLE public_samples.quality_item IN ACCESS EXCLUSIVE MODE',
    );
    const dying = step(plain);
    dying.catch(() => {});
    const waiting = async () => {
      const found = await database.knex.raw<{ rows: { pid: number }[] }>(
        `SELECT pid FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return found.rows;
    };
    while ((await waiting()).length === 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    for (const { pid } of await waiting()) {
      await database.knex.raw('SELECT pg_terminate_backend(?)', [pid]);
    }
    await blocked.rollback();
    await expect(dying).rejects.toThrow();
    // The pool may hand out the dead connection once more before it hears of it.
    const answers = () =>
      database.knex.raw('SELECT 1').then(
        () => true,
        () => false,
      );
    while (!(await answers()));
    expect(await runToEnd()).toEqual(['swapped']);
    expect(await everything()).toEqual(expected);
  });

  it('keeps what was computed in the tables that serve meanwhile', async () => {
    await tell(history);
    await step(plain);
    await step(plain);
    await tell(late, 1000);
    await database.knex.transaction(tx => recomputeDirty(tx, plain));
    const served = await database.knex('recovery').pluck('id');
    expect(served).toContain(`${instance}/till-2`);
    await runToEnd();
    expect(await everything()).toEqual(expected);
  });

  it('lets no batch wait for it, but those that build other tables', async () => {
    const marks = () => database.knex('dirty_service').count();
    await database
      .knex('dirty_service')
      .insert(
        Array.from({ length: 60 }, (_, n) => ({ service: `unknown ${n}` })),
      );
    const batch = asBatch(history, 1);
    await database.knex.transaction(tx =>
      applyBatch(batch, tx, plain, 'public'),
    );
    expect(await marks()).toEqual([{ count: '63' }]);
    await database.knex.transaction(tx =>
      applyBatch(batch, tx, plain, 'another'),
    );
    expect(await marks()).toEqual([{ count: '0' }]);
  });

  it('gives way to tables that the log has rebuilt meanwhile', async () => {
    await tell([...history, ...late]);
    await step(plain);
    await step(plain);
    await database.knex.raw(`
      CREATE TABLE rebuilt (LIKE service INCLUDING ALL);
      DROP TABLE service;
      ALTER TABLE rebuilt RENAME TO service;
      ALTER INDEX rebuilt_pkey RENAME TO service_pkey;
      ALTER INDEX rebuilt_service_key RENAME TO service_service_key`);
    expect(await step(plain)).toBe('dropped');
    await database.knex.raw(
      'INSERT INTO dirty_service SELECT DISTINCT service FROM deployment_fact',
    );
    await runToEnd();
    expect((await everything()).tables).toEqual(expected.tables);
  });
});
