import { createBackendModule } from '@backstage/backend-plugin-api';
import { ingestExtensionPoint } from '@quarterdeck/plugin-ingest-node';
import { argocdProvider } from './argocd/argocdProvider';
import { argoRolloutsProvider } from './argorollouts/argoRolloutsProvider';
import { flaggerProvider } from './flagger/flaggerProvider';
import { azureProvider } from './azure/azureProvider';
import { circleciProvider } from './circleci/circleciProvider';
import { githubHistory } from './github/githubHistory';
import { githubProvider } from './github/githubProvider';
import { gitlabHistory } from './gitlab/gitlabHistory';
import { gitlabProvider } from './gitlab/gitlabProvider';
import { jenkinsProvider } from './jenkins/jenkinsProvider';
import { bitbucketProvider } from './bitbucket/bitbucketProvider';
import { buildkiteProvider } from './buildkite/buildkiteProvider';
import { cdeventsProvider } from './cdevents/cdeventsProvider';
import { otlpProvider } from './otlp/otlpProvider';
import { tektonProvider } from './tekton/tektonProvider';
import { travisProvider } from './travis/travisProvider';

/** Teaches the door the words of CI and CD providers. */
export const ciModule = createBackendModule({
  pluginId: 'ingest',
  moduleId: 'ci',
  register(env) {
    env.registerInit({
      deps: { ingest: ingestExtensionPoint },
      async init({ ingest }) {
        ingest.addWebhookProvider(githubProvider);
        ingest.addWebhookProvider(gitlabProvider);
        ingest.addWebhookProvider(jenkinsProvider);
        ingest.addWebhookProvider(circleciProvider);
        ingest.addWebhookProvider(azureProvider);
        ingest.addWebhookProvider(argocdProvider);
        ingest.addWebhookProvider(argoRolloutsProvider);
        ingest.addWebhookProvider(flaggerProvider);
        ingest.addWebhookProvider(buildkiteProvider);
        ingest.addWebhookProvider(bitbucketProvider);
        ingest.addWebhookProvider(travisProvider);
        ingest.addWebhookProvider(tektonProvider);
        ingest.addWebhookProvider(cdeventsProvider);
        ingest.addWebhookProvider(otlpProvider);
        ingest.addHistorySource(githubHistory);
        ingest.addHistorySource(gitlabHistory);
      },
    });
  },
});
