import { createBackendModule } from '@backstage/backend-plugin-api';
import { ingestExtensionPoint } from '@quarterdeck/plugin-ingest-node';
import { argocdProvider } from './argocd/argocdProvider';
import { argoRolloutsProvider } from './argorollouts/argoRolloutsProvider';
import { flaggerProvider } from './flagger/flaggerProvider';
import { githubProvider } from './github/githubProvider';

/** Teaches the door the words of CI and CD providers. */
export const ciModule = createBackendModule({
  pluginId: 'ingest',
  moduleId: 'ci',
  register(env) {
    env.registerInit({
      deps: { ingest: ingestExtensionPoint },
      async init({ ingest }) {
        ingest.addWebhookProvider(githubProvider);
        ingest.addWebhookProvider(argocdProvider);
        ingest.addWebhookProvider(argoRolloutsProvider);
        ingest.addWebhookProvider(flaggerProvider);
      },
    });
  },
});
