import { createHmac, randomBytes } from 'node:crypto';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import express from 'express';
import { Knex } from 'knex';
import { LoggerService } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createTestEventLog } from '@quarterdeck/event-log/testUtils';
import {
  EventLogService,
  HistorySource,
  WebhookProvider,
} from '@quarterdeck/plugin-ingest-node';
import { scanFormatEntries } from '@quarterdeck/plugin-ingest-backend-module-scanners';
import { testFormatEntries } from '@quarterdeck/plugin-ingest-backend-module-tests';
import { githubProvider } from '@quarterdeck/plugin-ingest-backend-module-ci';
import {
  createStaticEntityIndex,
  EntityIndex,
} from '@quarterdeck/plugin-portal-node';
import { createTestDatabase } from '@quarterdeck/plugin-portal-node/testUtils';
import { assembleDoor, Door } from '../assembleDoor';
import { mountHookFastPath, openHookFastPath } from '../http/hookFastPath';
import { createRouter } from '../router';
import { readIngestConfig } from '../service/ingestConfig';
import {
  createReportReader,
  ReportReaderOptions,
} from '../service/reportReader';
import { secretKeyOf } from '../service/maskSecret';
import { createStoredReports, StoredReports } from '../service/storedReports';

/** Secret of the test sources; obviously no real one. */
export const secret = 'test-secret-of-the-door';

/** Sources every test has; a test adds its own. */
export const testSources = {
  github: { kind: 'github', secrets: [secret], entities: 'all' },
  open: { kind: 'github', entities: 'all' },
  ci: {
    kind: 'events',
    tokenSubjects: ['external:ci'],
    entities: ['component:default/shop*'],
  },
};

/** A door on a database of its own, behind a real HTTP server. */
export interface TestDoor {
  url: string;
  door: Door;
  stored: StoredReports;
  eventLog: EventLogService;
  knex: Knex;
  /** Lines of the logger, for what must not stand in them. */
  logged: string[];
  /** Posts a webhook; signed with the test secret unless told otherwise. */
  hook(options?: {
    source?: string;
    body?: string | Buffer;
    event?: string;
    id?: string;
    headers?: Record<string, string>;
    signWith?: string | null;
    slow?: boolean;
  }): Promise<{ status: number; json: DoorJson; headers: Headers }>;
  /** Any other request, as the machine `external:ci` unless told otherwise. */
  request(
    method: string,
    path: string,
    options?: {
      body?: string | Buffer;
      headers?: Record<string, string>;
      as?: string;
    },
  ): Promise<{ status: number; json: DoorJson; headers: Headers }>;
  /** Rows of the log, in order. */
  events(): Promise<
    { type: string; entity_ref: string | null; delivery_id: string | null }[]
  >;
  stop(): Promise<void>;
}

/** Any answer; tests look at single fields. */
export interface DoorJson {
  receipt?: string;
  events?: number;
  error?: { name: string; message: string; path?: string; receipt?: string };
  [field: string]: unknown;
}

const serviceToken = (subject: string) =>
  subject.startsWith('user:')
    ? mockCredentials.user.header(subject)
    : mockCredentials.service.header({
        onBehalfOf: mockCredentials.service(subject),
        targetPluginId: 'test',
      });

/** A signature as GitHub makes it. */
export const sign = (body: string | Buffer, key = secret) =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

/** Starts a door. */
export async function startTestDoor(
  options: {
    sources?: Record<string, object>;
    ingest?: Record<string, unknown>;
    entities?: Entity[];
    /** Instead of `entities`, for a catalog that changes. */
    entityIndex?: EntityIndex;
    providers?: WebhookProvider[];
    histories?: HistorySource[];
    historyRetryMs?: number;
    connectionString?: string;
    wrapLog?(log: EventLogService): EventLogService;
    deny?: boolean;
    reader?: Partial<ReportReaderOptions>;
  } = {},
): Promise<TestDoor> {
  const database = options.connectionString
    ? undefined
    : await createTestDatabase();
  const connectionString =
    options.connectionString ?? database?.connectionString ?? '';
  const testLog = await createTestEventLog({ connectionString });
  const { eventLog, knex } = await testLog.forPlugin('ingest');
  const config = mockServices.rootConfig({
    data: {
      ingest: {
        bodyKey: Buffer.alloc(32, 7).toString('base64'),
        sources: { ...testSources, ...options.sources },
        ...options.ingest,
      },
    },
  });
  const logged: string[] = [];
  const log = (message: string, meta?: object) =>
    void logged.push(meta ? `${message} ${meta}` : message);
  const logger: LoggerService = {
    debug: log,
    info: log,
    warn: log,
    error: log,
    child: () => logger,
  };
  const door = await assembleDoor({
    config: readIngestConfig(config),
    knex,
    migrations: resolve(__dirname, '../../migrations'),
    eventLog: options.wrapLog?.(eventLog) ?? eventLog,
    logAdmin: testLog.admin,
    entities:
      options.entityIndex ?? createStaticEntityIndex(options.entities ?? []),
    providers: options.providers ?? [githubProvider],
    histories: options.histories,
    historyRetryMs: options.historyRetryMs,
    auditor: mockServices.auditor.mock({
      createEvent: async () => ({
        success: async () => undefined,
        fail: async () => undefined,
      }),
    }),
    logger,
    changed() {},
  });
  const reader = createReportReader({
    formats: [...testFormatEntries(), ...scanFormatEntries()],
    secretKey: secretKeyOf(readIngestConfig(config).leakedSecretKey),
    // Outside Jest, TypeScript needs the transform of the portal's own start.
    execArgv: [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
    ],
    ...options.reader,
  });
  const stored = createStoredReports({
    knex,
    vault: door.desk.vault,
    end: door.reports.finish,
    sources: door.desk.sources,
    reader,
    logger,
  });
  const app = express();
  app.use(
    '/api/ingest',
    await createRouter({
      ...door,
      reader,
      stored,
      auth: {
        httpAuth: mockServices.httpAuth(),
        permissions: mockServices.permissions({
          result: options.deny ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
        }),
      },
      logger,
    }),
  );
  const server = http.createServer(app);
  mountHookFastPath({ server, config });
  const close = openHookFastPath(config, door.receiveHook);
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  const send = async (
    path: string,
    init: RequestInit,
  ): Promise<{ status: number; json: DoorJson; headers: Headers }> => {
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      json: text.startsWith('{') ? JSON.parse(text) : {},
    };
  };

  return {
    url,
    door,
    stored,
    eventLog,
    knex,
    logged,
    hook({
      source = 'github',
      body = '{}',
      event = 'ping',
      id = randomBytes(8).toString('hex'),
      headers = {},
      signWith = secret,
      slow = false,
    } = {}) {
      // Express does not mind the case of a path, the fast path does.
      const version = slow ? 'V1' : 'v1';
      return send(`/api/ingest/${version}/hooks/${source}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : new Uint8Array(body),
        headers: {
          'content-type': 'application/json',
          'x-github-event': event,
          'x-github-delivery': id,
          ...(signWith === null
            ? {}
            : { 'x-hub-signature-256': sign(body, signWith) }),
          ...headers,
        },
      });
    },
    request(method, path, { body, headers = {}, as = 'external:ci' } = {}) {
      return send(`/api/ingest${path}`, {
        method,
        body:
          body === undefined || typeof body === 'string'
            ? body
            : new Uint8Array(body),
        headers: { authorization: serviceToken(as), ...headers },
      });
    },
    async events() {
      const { rows } = await knex.raw(
        'select type, entity_ref, delivery_id from log.event order by position',
      );
      return rows;
    },
    async stop() {
      close();
      server.closeAllConnections();
      await new Promise(done => {
        server.close(done);
      });
      stored.stop();
      await reader.stop();
      await door.stop();
      await testLog.stop();
      await database?.drop();
    },
  };
}
