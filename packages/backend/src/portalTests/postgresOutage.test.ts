import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { doorAnswerSchema } from '@quarterdeck/plugin-ingest-common';
import { githubRunBody } from './__testUtils__/githubRun';
import { loadScripts, OwnPostgres } from './__testUtils__/scripts';
import { startTestPortal, TestPortal } from './__testUtils__/startTestPortal';
import { waitFor } from './__testUtils__/waitFor';

const runSchema = z.object({ externalId: z.string() });
const deliverySchema = z.object({ receipt: z.string() });

const residentMegabytes = (pid: number) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`]).toString()) / 1024;

describe('while Postgres is stopped and started under load', () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-outage-'));
  const password = randomBytes(16).toString('hex');
  let postgres: OwnPostgres;
  let portal: TestPortal;

  const startPostgres = (port?: number) =>
    loadScripts().startPostgres({
      home,
      password,
      port,
      // It is stopped in order: nothing here asks for a disk that remembers.
      settings: { fsync: 'off' },
    });

  beforeAll(async () => {
    postgres = await startPostgres();
    portal = await startTestPortal({
      connectionString: postgres.connectionString,
    });
  });

  afterAll(async () => {
    await portal?.kill();
    await postgres?.stop();
    fs.rmSync(home, { recursive: true, force: true });
  });

  it('answers 503 within 5 s, bounds its memory, recovers by itself, and loses nothing it acknowledged', async () => {
    const acknowledged = new Map<string, string>();
    const refused: { status: number; retryAfter: number; ms: number }[] = [];
    let serial = 0;
    let running = true;
    let highestMegabytes = 0;

    const timed = async (
      request: () => ReturnType<TestPortal['ask']>,
      accepted: number,
      onAccepted: (json: unknown) => void,
    ) => {
      const started = performance.now();
      const { status, headers, json } = await request();
      if (status === accepted) onAccepted(json);
      else {
        refused.push({
          status,
          retryAfter: Number(headers.get('retry-after')),
          ms: performance.now() - started,
        });
      }
      await sleep(40);
    };
    const send = (id: number) =>
      timed(
        () =>
          portal.hook({ event: 'workflow_run', body: githubRunBody({ id }) }),
        202,
        json => acknowledged.set(doorAnswerSchema.parse(json).receipt, `${id}`),
      );
    const sender = async () => {
      while (running) {
        serial += 1;
        await send(serial);
      }
    };
    const read = () =>
      timed(
        () => portal.ask('/api/pipelines/v1/runs?limit=5'),
        200,
        () => undefined,
      );
    const reader = async () => {
      while (running) await read();
    };
    const watcher = async () => {
      while (running) {
        highestMegabytes = Math.max(
          highestMegabytes,
          residentMegabytes(portal.pid),
        );
        await sleep(250);
      }
    };

    const working = Promise.all([
      ...Array.from({ length: 8 }, sender),
      reader(),
      watcher(),
    ]);
    try {
      await waitFor('the first answers', () => acknowledged.size > 50);
      const megabytesBefore = residentMegabytes(portal.pid);
      const { port } = postgres;
      await postgres.stop();
      await sleep(6_000);
      expect((await portal.ask('/.backstage/health/v1/readiness')).status).toBe(
        503,
      );
      postgres = await startPostgres(port);
      expect(postgres.port).toBe(port);
      const acknowledgedBefore = acknowledged.size;
      await waitFor(
        'the portal to take deliveries again',
        () => acknowledged.size > acknowledgedBefore + 50,
        60_000,
      );
      expect(highestMegabytes).toBeLessThan(megabytesBefore + 300);
    } finally {
      running = false;
      await working;
    }

    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(({ status }) => status))).toEqual(
      new Set([503]),
    );
    expect(refused.filter(({ retryAfter }) => !(retryAfter > 0))).toEqual([]);
    // The portal's own limit is below 5 s; the rest is for a slow machine.
    expect(Math.max(...refused.map(({ ms }) => ms))).toBeLessThan(10_000);

    const missingRuns = await waitFor(
      'every acknowledged run on the page',
      async () => {
        const runs = z
          .array(runSchema)
          .parse(await portal.list('/api/pipelines/v1/runs'));
        const shown = new Set(runs.map(({ externalId }) => externalId));
        const missing = [...acknowledged.values()].filter(id => !shown.has(id));
        return missing.length === 0 ? missing : undefined;
      },
      120_000,
    );
    expect(missingRuns).toEqual([]);
    const deliveries = z
      .array(deliverySchema)
      .parse(await portal.list('/api/ingest/v1/deliveries'));
    const kept = new Set(deliveries.map(({ receipt }) => receipt));
    expect([...acknowledged.keys()].filter(id => !kept.has(id))).toEqual([]);
    expect(await portal.list('/api/ingest/v1/dead-letters')).toEqual([]);
  });
});
