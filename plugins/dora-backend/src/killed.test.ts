import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestEventLog } from '@quarterdeck/event-log/testUtils';
import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import { createTestDatabase } from '@quarterdeck/plugin-portal-node/testUtils';
import { Knex } from 'knex';
import { migrationsDirectory } from './projection';
import { computedBy } from './service/computeService';
import { createDoraDatabase, dumpTables } from './testing/doraDatabase';
import { PortalAssignment, settingsBy } from './__testUtils__/killedPortal';
import {
  asNewEvents,
  deployEvent,
  hour,
  incidentEvent,
  instance,
  pushEvent,
  TestEvent,
} from './testing/events';

/** So many that all are computed beside the tables that serve when settings change. */
const services = Array.from({ length: 60 }, (_, n) => `s${n}`);

/** Two pushes and three deployments each, the last one back; every fifth is blamed. */
const history: TestEvent[] = services.flatMap((name, n) => {
  const mine = { project: `acme/${name}` };
  const entityRef = `component:default/${name}`;
  const commits = (sha: string, at: number) => [
    { sha, committedAt: hour(at - 1), authoredAt: hour(at - 4) },
  ];
  const deploy = (id: string, sha: string, at: number) =>
    deployEvent({ ...mine, externalId: `${name}-${id}`, sha }, at, entityRef);
  return [
    pushEvent({ ...mine, after: 'c1', commits: commits('c1', 0) }, 0),
    deploy('1', 'c1', 1),
    pushEvent(
      { ...mine, before: 'c1', after: 'c2', commits: commits('c2', 24) },
      24,
    ),
    deploy('2', 'c2', 25 + n / 10),
    deploy('3', 'c1', 27 + n / 10),
    ...(n % 5 === 0
      ? [
          incidentEvent(
            {
              externalId: `i${n}`,
              resolvedAt: hour(30),
              causes: [{ kind: 'deployment', instance, id: `${name}-2` }],
            },
            26 + n / 10,
            entityRef,
          ),
        ]
      : []),
  ];
});

/** Starts a portal in a process of its own. */
function startPortal(assignment: PortalAssignment) {
  const child: ChildProcess = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, '__testUtils__/killedPortal.ts'),
      JSON.stringify(assignment),
    ],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  );
  const closed = once(child, 'close');
  let gone = false;
  closed.then(() => {
    gone = true;
  });
  return {
    isGone: () => gone,
    /** `kill -9`, and waits until the process is gone. */
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

describe('a portal that is killed', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let log: Awaited<ReturnType<typeof createTestEventLog>>;
  let eventLog: EventLogService;
  let knex: Knex;
  let portal: ReturnType<typeof startPortal> | undefined;

  beforeEach(async () => {
    database = await createTestDatabase();
    log = await createTestEventLog(database);
    ({ eventLog, knex } = await log.forPlugin('dora'));
    await knex.migrate.latest({ directory: migrationsDirectory() });
    await eventLog.append(asNewEvents(history));
  });
  afterEach(async () => {
    await portal?.kill();
    await log.stop();
    await database.drop();
  });

  const start = (settings: PortalAssignment['settings']) => {
    const { connectionString } = database;
    portal = startPortal({ connectionString, settings });
    return portal;
  };

  /** Looks until it is so; a portal that fell over by itself ends the wait. */
  const until = async (what: string, so: () => Promise<boolean>) => {
    while (!(await so())) {
      if (portal?.isGone()) throw new Error(`it ended before: ${what}`);
      await sleep(20);
    }
  };
  const isAnybodyHeldUp = async () => {
    const found = await database.knex.raw<{ rows: unknown[] }>(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return found.rows.length > 0;
  };
  /** Somebody waits for a lock: the portal is in the middle of a transaction. */
  const untilHeldUp = () => until('it is held up', isAnybodyHeldUp);
  /** Holds a table in a mode until it is let go. */
  const hold = async (table: string, mode: string) => {
    const tx = await database.knex.transaction();
    await tx.raw(`LOCK TABLE ${table} IN ${mode} MODE`);
    return async () => {
      await tx.rollback();
      // What the dead one had sent ends before the next one is looked at.
      while (await isAnybodyHeldUp()) await sleep(20);
    };
  };
  const exists = async (name: string) => {
    const found = await knex.raw<{ rows: { there: boolean }[] }>(
      'SELECT to_regclass(?) IS NOT NULL AS there',
      [name],
    );
    return found.rows[0].there;
  };
  const count = async (table: string, where: object = {}) => {
    const [{ n }] = await knex(table)
      .where(where)
      .select<{ n: number }[]>(knex.raw('count(*)::int AS n'));
    return n;
  };
  /** All is read and computed by these settings, and nothing is under way. */
  const untilDone = (settings: PortalAssignment['settings']) =>
    until('all is computed', async () => {
      const by = { computed_by: computedBy(settingsBy[settings]) };
      return (
        (await count('deployment_fact')) === 3 * services.length &&
        (await count('service', by)) === services.length &&
        (await count('dirty_service')) === 0 &&
        !(await exists('dora_samples.state'))
      );
    });
  /** Every relation there is: what a killed process may leave. */
  const relations = async () => {
    const found = await database.knex.raw<{ rows: { name: string }[] }>(
      `SELECT nspname || '.' || relname AS name
       FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
       -- How far the reader has come is the log's table, made when it begins.
       WHERE nspname !~ '^pg_|^information_schema$|^log$'
         AND relname !~ '^log_position' ORDER BY 1`,
    );
    return found.rows.map(({ name }) => name);
  };
  const expected = async (settings: PortalAssignment['settings']) => {
    const undisturbed = await createDoraDatabase(() => settingsBy[settings]);
    try {
      await undisturbed.apply(history);
      return await undisturbed.dump();
    } finally {
      await undisturbed.drop();
    }
  };

  it('while it applies events, and while it computes, goes on to the same bytes', async () => {
    const before = await relations();
    for (const [table, mode] of [
      // Facts of the first batch are half written.
      ['dora.push_fact', 'EXCLUSIVE'],
      // Facts are written, samples are half written.
      ['dora.lead_time', 'EXCLUSIVE'],
      // A later batch, or the first once more.
      ['dora.incident_fact', 'EXCLUSIVE'],
    ]) {
      const letGo = await hold(table, mode);
      const killed = start('plain');
      await untilHeldUp();
      await killed.kill();
      await letGo();
    }
    start('plain');
    await untilDone('plain');
    expect(await dumpTables(knex)).toEqual(await expected('plain'));
    expect(await relations()).toEqual(before);
  });

  it('at every step of computing everything, leaves what serves whole, and goes on to the same bytes', async () => {
    const before = await relations();
    const first = start('plain');
    await untilDone('plain');
    await first.kill();
    const served = await dumpTables(knex);
    const servesWhole = async () => {
      const tables = await dumpTables(knex);
      // What is marked is what is still to be done.
      expect({ ...tables, dirty_service: [] }).toEqual(served);
    };
    // It has made the fresh tables, and is about to read the first facts.
    let letGo = await hold('dora.gate_fact', 'ACCESS EXCLUSIVE');
    let killed = start('other');
    await untilHeldUp();
    expect(await exists('dora_samples.state')).toBe(true);
    await killed.kill();
    await letGo();
    await servesWhole();

    for (const [table, mode] of [
      // Half filled.
      ['dora_samples.lead_time', 'EXCLUSIVE'],
      // Full, half indexed: an index waits for who writes, a row does not.
      ['dora_samples.quality_item', 'ROW EXCLUSIVE'],
      // About to take the place of what is read just now.
      ['dora.failure_mark', 'ACCESS SHARE'],
    ]) {
      letGo = await hold(table, mode);
      killed = start('other');
      await untilHeldUp();
      await killed.kill();
      await letGo();
      await servesWhole();
      expect(await exists('dora_samples.state')).toBe(true);
    }
    start('other');
    await untilDone('other');
    expect(await dumpTables(knex)).toEqual(await expected('other'));
    expect(await relations()).toEqual(before);
    expect(await dumpTables(knex)).not.toEqual(served);
  });
});
