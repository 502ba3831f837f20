import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DataFolder } from '../lib/dataFolder.mjs';
import { findFreePort } from '../lib/ports.mjs';
import { PortalStack } from '../lib/portalStack.mjs';

const SECRET = randomBytes(24).toString('base64');
const TOKEN = randomBytes(24).toString('base64');

const CONFIG = `
backend:
  listen:
    host: 127.0.0.1
  auth:
    externalAccess:
      - type: static
        options:
          token: \${BENCH_TOKEN}
          subject: bench
# The peer: Backstage's own HTTP ingress.
events:
  http:
    topics: [bench]
ingest:
  sources:
    bench:
      kind: github
      secrets: [{ $env: BENCH_SECRET }]
      entities: all
      limits: { perMinute: 100000000, burst: 10000000 }
    bench-events:
      kind: events
      tokenSubjects: ['bench']
      entities: all
      limits: { perMinute: 100000000, burst: 10000000, bodyBytes: 67108864 }
`;

/**
 * A portal with its own durable Postgres, in a folder that is thrown away: what
 * a user has, without the demo.
 *
 * @param {import('../lib/toolchain.mjs').Toolchain} toolchain
 */
export async function startBenchPortal(toolchain) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-bench-'));
  const config = path.join(folder, 'app-config.bench.yaml');
  fs.writeFileSync(config, CONFIG);
  const data = new DataFolder(path.join(folder, 'data'));
  for (const key of ['DATABASE_URL', 'POSTGRES_HOST']) delete process.env[key];
  const stack = new PortalStack({
    toolchain,
    data,
    port: await findFreePort(),
    demo: false,
    configs: [config],
    env: { BENCH_SECRET: SECRET, BENCH_TOKEN: TOKEN, LOG_LEVEL: 'warn' },
  });
  await stack.start();
  return {
    address: stack.address.replace('localhost', '127.0.0.1'),
    secret: SECRET,
    token: TOKEN,
    connectionString: stack.connectionString,
    stop: async () => {
      await stack.stop();
      data.remove();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
