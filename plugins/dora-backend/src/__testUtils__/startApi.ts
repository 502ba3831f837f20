import express from 'express';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { eventRegistry, isEventType } from '@quarterdeck/plugin-ingest-common';
import { NewEvent } from '@quarterdeck/plugin-ingest-node';
import {
  createAuditLog,
  createStaticEntityIndex,
} from '@quarterdeck/plugin-portal-node';
import request from 'supertest';
import { createDoraRules, createVisibility } from '../permissions';
import { createRouter } from '../router';
import { Reader, readerMemory } from '../service/reader';
import { createSaidBenchmarks } from '../service/saidBenchmarks';
import { readSettings } from '../service/settings';
import { createDoraDatabase } from '../testing/doraDatabase';
import { hour, TestEvent } from '../testing/events';

const component = (name: string, owner: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name },
  spec: { type: 'service', owner, system: 'checkout' },
});

/** What a policy answers to somebody who may see what their group owns. */
export const ownOnly = (group: string) => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'dora',
  resourceType: 'dora-service',
  conditions: {
    rule: 'IS_OWNED_BY',
    resourceType: 'dora-service',
    params: { claims: [group] },
  },
});

/** The routes over a real database, at a fixed time: 30 September, noon. */
export async function startApi(config: object = {}) {
  const index = createStaticEntityIndex([
    component('shop', 'group:default/pay'),
    component('till', 'group:default/pay'),
    component('search', 'group:default/find'),
  ]);
  const configured = new ConfigReader({ dora: { ...config } });
  const rules = readSettings(configured, index);
  const database = await createDoraDatabase(service =>
    rules.ofService(service),
  );
  const { knex } = database;
  const said = createSaidBenchmarks(knex);
  const settings = readSettings(configured, index, said);
  const audit = createAuditLog({ knex, pluginId: 'dora' });
  await audit.migrate();
  const authorizeConditional = jest.fn();
  authorizeConditional.mockResolvedValue([{ result: AuthorizeResult.ALLOW }]);
  const permissions = mockServices.permissions.mock({ authorizeConditional });
  const reader: Reader = {
    knex,
    ...readerMemory(),
    index,
    settings,
    said,
    visible: createVisibility(createDoraRules(index)),
    now: () => new Date(hour(29 * 24 + 12)),
    lag: async () => ({ seconds: 0, stopped: false }),
  };
  const appended: NewEvent[] = [];
  const app = express();
  app.use(
    await createRouter({
      reader,
      audit,
      eventLog: {
        append: async events => {
          appended.push(...events);
          return { positions: events.map((_, i) => String(i)) };
        },
      },
      nameOf: () => 'user:default/ada',
      httpAuth: mockServices.httpAuth(),
      permissions,
      logger: mockServices.logger.mock(),
    }),
  );
  return {
    ...database,
    reader,
    audit,
    authorizeConditional,
    http: request(app),
    /** Empty tables, and everybody may see everything. */
    async forget() {
      await database.clear();
      await knex.raw(
        'TRUNCATE classification, marker, band_alert, band_judged, scope_benchmark',
      );
      await said.load();
      authorizeConditional.mockResolvedValue([
        { result: AuthorizeResult.ALLOW },
      ]);
    },
    /** Applies what the routes appended, as the log would hand it on. */
    async follow() {
      const events = appended.splice(0).map((event): TestEvent => {
        if (!isEventType(event.type)) throw new Error(event.type);
        return {
          type: event.type,
          data: eventRegistry[event.type].parse(event.data),
        };
      });
      if (events.length > 0) await database.apply(events);
    },
    /** A GET that must succeed. */
    async read(path: string) {
      const response = await request(app).get(path);
      if (response.status !== 200) {
        throw new Error(`${path} ${response.status} ${response.text}`);
      }
      return response.body;
    },
  };
}
