import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { repoRoot } from '../lib/paths.mjs';
import { startSource } from '../lib/sourceProcess.mjs';

const CONNECTIONS = 32;
const FIXTURES = path.join(
  repoRoot,
  '../shared/fixtures/delivery/github-webhooks',
);

/** A body of about 250 bytes, as GitHub sends it when a branch is made. */
const SMALL = {
  event: 'create',
  body: JSON.stringify({
    ref: 'feature/split-tender',
    ref_type: 'branch',
    master_branch: 'main',
    repository: {
      full_name: 'bench/service-1',
      html_url: 'https://code.bench.example/bench/service-1',
      default_branch: 'main',
    },
    sender: { login: 'mei', type: 'User' },
  }),
};

/** GitHub's own examples where they are; else there is nothing to measure with. */
function fixtureBodies() {
  if (!fs.existsSync(FIXTURES)) return undefined;
  return fs.readdirSync(FIXTURES).flatMap(event =>
    fs
      .readdirSync(path.join(FIXTURES, event))
      .filter(file => file.endsWith('.json'))
      .map(file => ({
        event,
        body: fs.readFileSync(path.join(FIXTURES, event, file), 'utf8'),
      })),
  );
}

/**
 * (a) One webhook per request over 32 connections, signed, durable before the
 * answer, beside Backstage's own HTTP ingress with the same bodies.
 *
 * @param {object} options
 * @param {import('../lib/toolchain.mjs').Toolchain} options.toolchain
 * @param {{address: string, secret: string}} options.portal
 * @param {number} options.seconds
 */
export async function hookRate({ toolchain, portal, seconds }) {
  const sets = [
    { name: '250 bytes', deliveries: [SMALL] },
    { name: 'github-webhooks', deliveries: fixtureBodies() },
  ];
  const results = [];
  for (const { name, deliveries } of sets) {
    if (!deliveries) {
      process.stdout.write(
        `${name} left out: ../shared/fixtures is not on this machine.\n`,
      );
      continue;
    }
    const run = (target, duration) =>
      load(toolchain, {
        url: `${portal.address}${target.path}`,
        secret: target.signed ? portal.secret : undefined,
        deliveries,
        connections: CONNECTIONS,
        durationMs: duration * 1000,
      });
    const ours = { path: '/api/ingest/v1/hooks/bench', signed: true };
    const theirs = { path: '/api/events/http/bench', signed: false };
    await run(ours, Math.min(5, seconds));
    await run(theirs, Math.min(3, seconds));
    // In turns, so that neither has the machine in a better hour.
    const rounds = [];
    for (let round = 0; round < 2; round++) {
      rounds.push({
        ours: await run(ours, seconds / 2),
        theirs: await run(theirs, seconds / 2),
      });
    }
    const mean = (side, figure) =>
      rounds.reduce((sum, round) => sum + round[side][figure], 0) /
      rounds.length;
    results.push({
      name,
      bodyBytes: Math.round(
        deliveries.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0) /
          deliveries.length,
      ),
      oursPerSecond: mean('ours', 'ratePerSecond'),
      oursP50Ms: mean('ours', 'p50Ms'),
      oursP99Ms: mean('ours', 'p99Ms'),
      theirsPerSecond: mean('theirs', 'ratePerSecond'),
      theirsP99Ms: mean('theirs', 'p99Ms'),
      ratio: mean('ours', 'ratePerSecond') / mean('theirs', 'ratePerSecond'),
      statuses: rounds.map(round => round.ours.statuses),
    });
  }
  return results;
}

/** The load comes from a process of its own. */
async function load(toolchain, job) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-load-'));
  const file = path.join(folder, 'job.json');
  fs.writeFileSync(file, JSON.stringify(job));
  const child = startSource({
    toolchain,
    source: 'packages/demo/src/load/cli.ts',
    args: [file],
    logFile: path.join(folder, 'load.log'),
  });
  const code = await child.exited;
  const last = child.tail().trim().split('\n').at(-1) ?? '';
  fs.rmSync(folder, { recursive: true, force: true });
  if (code !== 0) throw new Error(`The load generator failed: ${last}`);
  return JSON.parse(last);
}
