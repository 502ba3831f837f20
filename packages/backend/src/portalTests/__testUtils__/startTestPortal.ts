import { createHmac, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { doorPaths, ingestBasePath } from '@quarterdeck/plugin-ingest-common';
import { loadScripts, PortalProcess, repoRoot } from './scripts';
import { testPortalConfig } from './testPortalConfig';

// Made for each run: no secret of anything.
const secret = randomBytes(16).toString('hex');
const token = randomBytes(16).toString('hex');
const key = randomBytes(32).toString('base64');

const listSchema = z.object({
  items: z.array(z.unknown()),
  nextCursor: z.string().nullish(),
});
const sessionSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});

/** An answer, its JSON as it came. */
export interface PortalAnswer {
  status: number;
  headers: Headers;
  json: unknown;
}

/** A whole portal in a process of its own. */
export interface TestPortal {
  url: string;
  pid: number;
  /** All it printed. */
  log(): string;
  /** Any request; as the machine `test` unless it brings its own credentials. */
  ask(path: string, init?: RequestInit): Promise<PortalAnswer>;
  /** All items of a list, through its pages. */
  list(path: string, query?: Record<string, string>): Promise<unknown[]>;
  /** A GitHub webhook of the source `github`, signed unless `signature` says otherwise. */
  hook(delivery: {
    event: string;
    body: string;
    id?: string;
    headers?: Record<string, string>;
    signature?: string;
  }): Promise<PortalAnswer>;
  /** Token of a person of the test catalog, by the demo sign-in. */
  signIn(personRef: string): Promise<string>;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Options of {@link startTestPortal}. */
export interface TestPortalOptions {
  /** Of the database all plugins share. */
  connectionString: string;
  /** Over the configuration of the tests. */
  config?: object;
}

/**
 * Starts a portal as `npm start` does, on a port of its own, and waits until it
 * is ready. Several on one database are replicas of one portal.
 *
 * @throws what the portal said, when it does not start.
 */
export async function startTestPortal(
  options: TestPortalOptions,
): Promise<TestPortal> {
  const { startPortal, findFreePort } = loadScripts();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-portal-'));
  const write = (name: string, value: object) => {
    // JSON is YAML.
    fs.writeFileSync(path.join(folder, name), JSON.stringify(value));
    return path.join(folder, name);
  };
  const logFile = path.join(folder, 'portal.log');
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  let portal: PortalProcess | undefined;
  const kill = async () => {
    portal?.kill();
    await portal?.exited;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  try {
    portal = await startPortal({
      toolchain: { node: process.execPath, env: process.env },
      port,
      configs: [
        path.join(repoRoot, 'app-config.yaml'),
        write('app-config.test.yaml', testPortalConfig(folder)),
        ...(options.config
          ? [write('app-config.own.yaml', options.config)]
          : []),
      ],
      env: portalEnvironment(options.connectionString, port),
      logFile,
      onStarted: started => {
        portal = started;
      },
    });
  } catch (error) {
    await kill();
    throw error;
  }

  const ask: TestPortal['ask'] = async (where, init = {}) => {
    const response = await fetch(`${url}${where}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      json: isJson ? JSON.parse(text) : text,
    };
  };

  return {
    url,
    pid: portal.pid ?? 0,
    log: () => fs.readFileSync(logFile, 'utf8'),
    ask,
    async list(where, query = {}) {
      const items: unknown[] = [];
      let cursor: string | null | undefined;
      do {
        const search = new URLSearchParams({ limit: '200', ...query });
        if (cursor) search.set('cursor', cursor);
        const { status, json } = await ask(`${where}?${search}`);
        if (status !== 200) {
          throw new Error(
            `${where} answered ${status}: ${JSON.stringify(json)}`,
          );
        }
        const page = listSchema.parse(json);
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return items;
    },
    hook({
      event,
      body,
      id = randomBytes(8).toString('hex'),
      headers,
      signature,
    }) {
      const hmac = createHmac('sha256', secret).update(body).digest('hex');
      return ask(`${ingestBasePath}${doorPaths.hooks('github')}`, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'x-github-event': event,
          'x-github-delivery': id,
          'x-hub-signature-256': signature ?? `sha256=${hmac}`,
          ...headers,
        },
      });
    },
    signIn: personRef => signIn(ask, personRef),
    kill,
  };
}

function portalEnvironment(connectionString: string, port: number) {
  const database = new URL(connectionString);
  return {
    // Not production: that wants the web app built, which these tests do without.
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    QUARTERDECK_PORT: `${port}`,
    QUARTERDECK_BASE_URL: `http://127.0.0.1:${port}`,
    QUARTERDECK_BODY_KEY: key,
    QUARTERDECK_BACKEND_KEY: key,
    TEST_SECRET: secret,
    TEST_TOKEN: token,
    POSTGRES_HOST: database.hostname,
    POSTGRES_PORT: database.port,
    POSTGRES_USER: decodeURIComponent(database.username),
    POSTGRES_PASSWORD: decodeURIComponent(database.password) || 'unused',
    POSTGRES_DATABASE: database.pathname.slice(1),
  };
}

/** The catalog needs a moment to take its people in. */
async function signIn(
  ask: TestPortal['ask'],
  personRef: string,
): Promise<string> {
  const until = Date.now() + 60_000;
  for (;;) {
    const { status, json } = await ask('/api/auth/demo/refresh', {
      headers: { authorization: '', 'x-quarterdeck-person': personRef },
    });
    if (status === 200)
      return sessionSchema.parse(json).backstageIdentity.token;
    if (Date.now() > until) {
      throw new Error(`No sign-in as ${personRef}: ${JSON.stringify(json)}`);
    }
    await sleep(250);
  }
}
