import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase } from '@quarterdeck/plugin-portal-node/testUtils';
import { startTestDoor, TestDoor } from './__testUtils__/startTestDoor';

/** Postgres behind a wire that can be cut, and mended. */
class Wire {
  private server: net.Server | undefined;
  private sockets = new Set<net.Socket>();
  port = 0;

  constructor(private readonly target: URL) {}

  async mend(): Promise<void> {
    const server = net.createServer(socket => {
      const far = net.connect(Number(this.target.port), this.target.hostname);
      for (const [from, to] of [
        [socket, far],
        [far, socket],
      ]) {
        this.sockets.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.sockets.delete(from);
          to.destroy();
        });
      }
    });
    this.server = server;
    await new Promise<void>(done => {
      server.listen(this.port, '127.0.0.1', done);
    });
    const address = server.address();
    if (address && typeof address === 'object') this.port = address.port;
  }

  async cut(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise(done => {
      this.server?.close(done);
    });
  }
}

const push = JSON.stringify({
  ref: 'refs/heads/main',
  before: '0'.repeat(40),
  after: 'a'.repeat(40),
  repository: {
    id: 1,
    name: 'shop',
    full_name: 'acme/shop',
    html_url: 'https://github.com/acme/shop',
    default_branch: 'main',
  },
  commits: [],
  head_commit: { id: 'a'.repeat(40), timestamp: '2026-10-01T12:00:00Z' },
  pusher: { name: 'ada' },
});

describe('while Postgres is away', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let wire: Wire;
  let test: TestDoor;

  beforeAll(async () => {
    database = await createTestDatabase();
    const url = new URL(database.connectionString);
    wire = new Wire(new URL(database.connectionString));
    await wire.mend();
    url.hostname = '127.0.0.1';
    url.port = String(wire.port);
    test = await startTestDoor({ connectionString: url.toString() });
  });
  afterAll(async () => {
    await test.stop();
    await wire.cut();
    await database.drop();
  });

  it('answers 503 with Retry-After within 5 s, loses nothing it acknowledged, and recovers by itself', async () => {
    const acknowledged = new Set<string>();
    let slowestMs = 0;
    const refused: number[] = [];
    const retryAfter: number[] = [];
    let running = true;
    let serial = 0;
    const sender = async () => {
      while (running) {
        serial += 1;
        const started = Date.now();
        const answer = await test.hook({
          event: 'push',
          body: push,
          id: `load-${serial}`,
        });
        slowestMs = Math.max(slowestMs, Date.now() - started);
        if (answer.status === 202) {
          acknowledged.add(answer.json.receipt ?? '');
        } else {
          refused.push(answer.status);
          retryAfter.push(Number(answer.headers.get('retry-after')));
          await sleep(20);
        }
      }
    };
    const senders = Array.from({ length: 16 }, sender);
    await sleep(500);
    await wire.cut();
    await sleep(5500);
    const before = acknowledged.size;
    await wire.mend();
    const until = Date.now() + 60_000;
    while (acknowledged.size < before + 50 && Date.now() < until) {
      await sleep(50);
    }
    running = false;
    await Promise.all(senders);

    expect(acknowledged.size).toBeGreaterThanOrEqual(before + 50);
    expect(refused.length).toBeGreaterThan(0);
    expect(test.logged.filter(line => / failed /.test(line))).toEqual([]);
    expect(new Set(refused)).toEqual(new Set([503]));
    expect(Math.min(...retryAfter)).toBeGreaterThan(0);
    // The door's own limit is below 5 s; the rest is for a slow machine.
    expect(slowestMs).toBeLessThan(10_000);
    const { rows } = await database.knex.raw(
      'select distinct delivery_id from log.event',
    );
    const stored = new Set(
      rows.map((row: { delivery_id: string }) => row.delivery_id),
    );
    expect([...acknowledged].filter(receipt => !stored.has(receipt))).toEqual(
      [],
    );
  });
});

describe('a row that cannot be stored', () => {
  it('fails alone; those that shared its commit are stored', async () => {
    const test = await startTestDoor({
      wrapLog: log => ({
        ...log,
        // A statement that fails in the database, for one of the group.
        statement(events) {
          const statement = log.statement(events);
          const bad = JSON.stringify(events).includes('poison');
          if (!statement || !bad) return statement;
          const [, ...others] = statement.bindings;
          return { ...statement, bindings: [['not a uuid'], ...others] };
        },
        async append(events, tx) {
          const bad = events.some(({ data }) =>
            JSON.stringify(data).includes('poison'),
          );
          if (bad) await tx?.raw('select 1 / 0');
          return log.append(events, tx);
        },
      }),
    });
    try {
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          test.hook({
            event: 'push',
            body: index === 5 ? push.replace('"ada"', '"poison"') : push,
          }),
        ),
      );
      expect(answers.map(answer => answer.status)).toEqual(
        answers.map((_, index) => (index === 5 ? 422 : 202)),
      );
      expect(await test.events()).toHaveLength(11);
    } finally {
      await test.stop();
    }
  });
});
