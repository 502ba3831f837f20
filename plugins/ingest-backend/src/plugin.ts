import {
  coreServices,
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  eventLogAdminServiceRef,
  eventLogServiceRef,
  HistorySource,
  ingestExtensionPoint,
  ReportFormatEntry,
  WebhookProvider,
} from '@quarterdeck/plugin-ingest-node';
import {
  createSignalPublisher,
  entityIndexServiceRef,
  observePool,
} from '@quarterdeck/plugin-portal-node';
import { openHookFastPath } from './http/hookFastPath';
import { createRouter } from './router';
import { secretKeyOf } from './service/maskSecret';
import { createReportReader } from './service/reportReader';
import { createStoredReports } from './service/storedReports';
import { assembleDoor } from './assembleDoor';
import { readIngestConfig } from './service/ingestConfig';

/** The door: verifies, reads, resolves and appends what other systems send. */
export const ingestPlugin = createBackendPlugin({
  pluginId: 'ingest',
  register(env) {
    const providers: WebhookProvider[] = [];
    const histories: HistorySource[] = [];
    const reportFormats: ReportFormatEntry[] = [];
    env.registerExtensionPoint(ingestExtensionPoint, {
      addWebhookProvider(provider) {
        if (providers.some(known => known.kind === provider.kind)) {
          throw new Error(
            `Two modules read the kind "${provider.kind}" of webhooks; keep one.`,
          );
        }
        providers.push(provider);
      },
      addReportFormat(entry) {
        reportFormats.push(entry);
      },
      addHistorySource(source) {
        if (histories.some(known => known.kind === source.kind)) {
          throw new Error(
            `Two modules fetch history of the kind "${source.kind}"; keep one.`,
          );
        }
        histories.push(source);
      },
    });
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        config: coreServices.rootConfig,
        database: coreServices.database,
        entities: entityIndexServiceRef,
        eventLog: eventLogServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logAdmin: eventLogAdminServiceRef,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { httpRouter, lifecycle, scheduler, config, logger } = deps;
        const signal = createSignalPublisher({
          signals: deps.signals,
          channel: 'ingest',
        });
        const knex = await deps.database.getClient();
        observePool('ingest', knex);
        const ingestConfig = readIngestConfig(config);
        const door = await assembleDoor({
          ...deps,
          config: ingestConfig,
          knex,
          migrations: resolvePackagePath(
            '@quarterdeck/plugin-ingest-backend',
            'migrations',
          ),
          providers,
          histories,
          changed: () => signal.hint(),
        });
        const reader = createReportReader({
          formats: reportFormats,
          secretKey: secretKeyOf(ingestConfig.leakedSecretKey),
        });
        const stored = createStoredReports({
          knex,
          vault: door.desk.vault,
          end: door.reports.finish,
          sources: door.desk.sources,
          reader,
          logger,
        });
        httpRouter.use(
          await createRouter({
            ...door,
            reader,
            stored,
            auth: { httpAuth: deps.httpAuth, permissions: deps.permissions },
            logger,
          }),
        );
        // The opening covers every path below it, so nothing else lives there.
        httpRouter.addAuthPolicy({
          path: '/v1/hooks',
          allow: 'unauthenticated',
        });
        await scheduler.scheduleTask({
          id: 'ingest-keep-and-drop',
          frequency: { hours: 1 },
          timeout: { minutes: 30 },
          initialDelay: { minutes: 1 },
          fn: () => door.keepAndDrop(),
        });
        let closeFastPath = () => {};
        lifecycle.addStartupHook(() => {
          closeFastPath = openHookFastPath(config, door.receiveHook);
        });
        lifecycle.addShutdownHook(async () => {
          closeFastPath();
          signal.stop();
          stored.stop();
          await reader.stop();
          await door.stop();
        });
      },
    });
  },
});
