import express, { Router } from 'express';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ingestContract } from '@quarterdeck/plugin-ingest-common';
import { createContractRouter } from '@quarterdeck/plugin-portal-node';
import { DoorDesk } from './service/doorDesk';
import { HookReceiver } from './http/hookFastPath';
import { DoorAuth } from './http/machineRequest';
import { PageDeps } from './http/pageDeps';
import { createPageHandlers } from './http/pageHandlers';
import { createPreviews } from './http/previews';
import { BodyBudget } from './http/readBody';
import { createEventsReceiver } from './http/receiveEvents';
import { ReportReader } from './service/reportReader';
import { StoredReports } from './service/storedReports';
import { createReportsReceiver, ReportStore } from './http/receiveReports';

/** Options of {@link createRouter}. */
export interface RouterOptions {
  desk: DoorDesk;
  auth: DoorAuth;
  budget: BodyBudget;
  receiveHook: HookReceiver;
  reports: ReportStore;
  reader: ReportReader;
  stored: StoredReports;
  page: PageDeps;
  logger: LoggerService;
}

/** The doors, their previews and the routes of the page. */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const { desk, auth, budget, receiveHook, logger } = options;
  const previews = createPreviews({
    desk,
    auth,
    budget,
    reader: options.reader,
  });
  const receiveEvents = createEventsReceiver({ desk, auth, budget });
  const receiveReports = createReportsReceiver({
    desk,
    auth,
    budget,
    reports: options.reports,
    reader: options.reader,
    stored: options.stored,
  });

  const router = express.Router();
  router.all('/v1/hooks/:sourceId', (request, response) => {
    void receiveHook(request, response, request.params.sourceId);
  });
  router.post('/v1/events', (request, response) => {
    void receiveEvents(request, response);
  });
  router.post('/v1/reports', (request, response) => {
    void receiveReports(request, response);
  });
  router.post('/v1/preview/hooks/:sourceId', previews.hooks);
  router.post('/v1/preview/events', previews.events);
  router.post('/v1/preview/reports', previews.reports);
  router.use(
    await createContractRouter({
      contract: ingestContract,
      title: 'Ingest',
      handlers: createPageHandlers({
        ...options.page,
        reader: options.reader,
      }),
      httpAuth: auth.httpAuth,
      permissions: auth.permissions,
      logger,
      pluginId: 'ingest',
    }),
  );
  return router;
}
