import { createBackend } from '@backstage/backend-defaults';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import {
  eventLogAdminServiceFactory,
  eventLogServiceFactory,
} from '@quarterdeck/event-log';
import { mountHookFastPath } from '@quarterdeck/plugin-ingest-backend';
import { closeConnectionsOnShutdown } from './closeConnectionsOnShutdown';
import { demoSignInModule } from './demoSignIn/module';
import { rolePolicyModule } from './permissionPolicy/module';
import { healthFactory } from './telemetry/rootHealth';
import { tracedRootLoggerFactory } from './telemetry/rootLogger';
import { createMetricsHandler } from './telemetry/metricsHandler';

/** The whole portal as one backend: the list of its plugins, nothing else. */
export function createPortalBackend() {
  const backend = createBackend();

  backend.add(tracedRootLoggerFactory);
  backend.add(healthFactory);
  backend.add(eventLogServiceFactory);
  backend.add(eventLogAdminServiceFactory);
  backend.add(
    rootHttpRouterServiceFactory({
      configure({ app, server, config, lifecycle, applyDefaults }) {
        closeConnectionsOnShutdown(server, lifecycle);
        app.get(
          '/metrics',
          createMetricsHandler({
            token: config.getOptionalString('telemetry.metricsToken'),
          }),
        );
        applyDefaults();
        // Webhooks skip the stack: they bring no user and want no cookies.
        mountHookFastPath({ server, config });
      },
    }),
  );

  backend.add(import('@backstage/plugin-app-backend'));
  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));
  backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));
  backend.add(demoSignInModule);
  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
  backend.add(import('@backstage/plugin-events-backend'));
  backend.add(import('@backstage/plugin-signals-backend'));
  backend.add(import('@backstage/plugin-notifications-backend'));
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(rolePolicyModule);
  backend.add(import('@backstage/plugin-search-backend'));
  backend.add(import('@backstage/plugin-search-backend-module-pg'));
  backend.add(import('@backstage/plugin-search-backend-module-catalog'));
  backend.add(import('@backstage/plugin-user-settings-backend'));
  backend.add(import('@backstage/plugin-mcp-actions-backend'));

  backend.add(import('@quarterdeck/plugin-ingest-backend'));
  backend.add(import('@quarterdeck/plugin-ingest-backend-module-ci'));
  backend.add(import('@quarterdeck/plugin-ingest-backend-module-scanners'));
  backend.add(import('@quarterdeck/plugin-ingest-backend-module-tests'));
  backend.add(import('@quarterdeck/plugin-pipelines-backend'));
  backend.add(import('@quarterdeck/plugin-dora-backend'));
  backend.add(import('@quarterdeck/plugin-security-backend'));
  return backend;
}
