import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import { assertDemoAllowed } from './assertDemoAllowed';
import { createDemoProvider } from './createDemoProvider';

/**
 * Sign-in as a chosen person of the demo organisation. It asks for no password,
 * so it runs only when the demo's configuration names it (`auth.providers.demo`)
 * and only on this machine.
 */
export const demoSignInModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-sign-in',
  register(env) {
    env.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
        catalog: catalogServiceRef,
        auth: coreServices.auth,
      },
      async init({ providers, config, catalog, auth }) {
        if (!config.has('auth.providers.demo')) return;
        assertDemoAllowed(config);
        providers.registerProvider({
          providerId: 'demo',
          factory: createDemoProvider({ catalog, auth }),
        });
      },
    });
  },
});
