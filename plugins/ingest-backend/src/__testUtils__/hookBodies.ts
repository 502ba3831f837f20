import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import {
  argocdProvider,
  argoRolloutsProvider,
  azureProvider,
  bitbucketProvider,
  buildkiteProvider,
  cdeventsProvider,
  circleciProvider,
  flaggerProvider,
  githubProvider,
  gitlabProvider,
  jenkinsProvider,
  otlpProvider,
  tektonProvider,
  travisProvider,
} from '@quarterdeck/plugin-ingest-backend-module-ci';

/** Every provider of CI and CD. */
export const hookProviders: readonly WebhookProvider[] = [
  argocdProvider,
  argoRolloutsProvider,
  azureProvider,
  bitbucketProvider,
  buildkiteProvider,
  cdeventsProvider,
  circleciProvider,
  flaggerProvider,
  githubProvider,
  gitlabProvider,
  jenkinsProvider,
  otlpProvider,
  tektonProvider,
  travisProvider,
];

/** A delivery as its sender makes it. */
export interface HookBody {
  name: string;
  kind: string;
  event?: string;
  headers?: Record<string, string>;
  /** Where the body holds what a repeat is known by; set anew each time. */
  idAt?: readonly string[];
  body: unknown;
}

const at = '2026-03-01T10:00:00Z';
const sha = 'a'.repeat(40);
const attribute = (key: string, stringValue: string) => ({
  key,
  value: { stringValue },
});

/** Deliveries of our own, none of which tells that anything went well. */
export const ownBodies: readonly HookBody[] = [
  {
    name: 'an application that degraded',
    kind: 'argocd',
    body: {
      argocdUrl: 'https://argocd.acme.example',
      app: {
        metadata: { name: 'till', namespace: 'argocd' },
        spec: {
          source: { repoURL: 'https://git.acme.example/shop' },
          destination: { name: 'eu-1', namespace: 'production' },
        },
        status: {
          operationState: {
            phase: 'Failed',
            startedAt: at,
            finishedAt: at,
            syncResult: { revision: sha },
          },
          sync: { status: 'OutOfSync', revision: sha },
          health: { status: 'Degraded', lastTransitionTime: at },
          history: [{ id: 3, revision: sha, deployStartedAt: at }],
        },
      },
    },
  },
  {
    name: 'a rollout that paused',
    kind: 'argorollouts',
    body: {
      cluster: 'eu-1',
      environment: 'production',
      rollout: {
        metadata: {
          name: 'till',
          namespace: 'shop',
          annotations: { 'rollout.argoproj.io/revision': '7' },
        },
        spec: { strategy: { canary: { steps: [{ setWeight: 20 }] } } },
        status: {
          phase: 'Paused',
          currentStepIndex: 0,
          pauseConditions: [{ reason: 'CanaryPauseStep', startTime: at }],
        },
      },
    },
  },
  {
    name: 'a stage that failed',
    kind: 'azure-devops',
    idAt: ['id'],
    body: {
      id: 'd1',
      eventType: 'ms.vss-pipelines.stage-state-changed-event',
      createdDate: at,
      resourceContainers: {
        collection: { baseUrl: 'https://dev.azure.com/acme/' },
        project: { id: 'Shop' },
      },
      resource: {
        stage: { name: 'Deploy_Prod', state: 'completed', result: 'failed' },
        run: { id: 9, name: '20260301.1' },
        pipeline: { id: 1, name: 'shop' },
      },
    },
  },
  {
    name: 'a deployment that failed',
    kind: 'bitbucket',
    headers: { 'x-event-key': 'deployment:updated' },
    body: {
      repository: { full_name: 'acme/shop' },
      deployment: {
        uuid: '{d-1}',
        environment: { name: 'Production' },
        state: { name: 'COMPLETED', status: { name: 'FAILED' } },
        last_update_time: at,
      },
    },
  },
  {
    name: 'a job that failed',
    kind: 'buildkite',
    idAt: ['build', 'id'],
    body: {
      event: 'job.finished',
      build: {
        id: 'b1',
        number: 7,
        web_url: 'https://buildkite.com/acme/shop/builds/7',
        state: 'failed',
        commit: sha,
      },
      pipeline: { slug: 'shop', web_url: 'https://buildkite.com/acme/shop' },
      job: { id: 'j', type: 'script', name: 'Deploy to prod', state: 'failed' },
    },
  },
  {
    name: 'a run that failed',
    kind: 'cdevents',
    idAt: ['context', 'id'],
    body: {
      context: {
        specversion: '0.5.1',
        id: 'e1',
        source: 'https://ci.acme.example/shop',
        type: 'dev.cdevents.pipelinerun.finished.0.3.0',
        timestamp: at,
      },
      subject: {
        id: 'run-1',
        content: { pipelineName: 'release', outcome: 'failure' },
      },
    },
  },
  {
    name: 'a job that failed',
    kind: 'circleci',
    idAt: ['id'],
    body: {
      id: 'd1',
      type: 'job-completed',
      happened_at: at,
      project: { slug: 'gh/acme/shop' },
      pipeline: { vcs: { revision: sha, branch: 'main' } },
      workflow: { id: 'w', name: 'release' },
      job: { id: 'j', name: 'deploy-prod', status: 'failed', started_at: at },
    },
  },
  {
    name: 'a canary that failed',
    kind: 'flagger',
    body: {
      name: 'till',
      namespace: 'shop',
      phase: 'Failed',
      checksum: '85d557f47b',
      metadata: { timestamp: '1772359200000', environment: 'production' },
    },
  },
  {
    name: 'a run that failed',
    kind: 'github',
    event: 'workflow_run',
    body: {
      action: 'completed',
      repository: {
        id: 1,
        name: 'shop',
        full_name: 'acme/shop',
        html_url: 'https://github.com/acme/shop',
      },
      workflow: { id: 5, name: 'CI', path: '.github/workflows/ci.yaml' },
      workflow_run: {
        id: 6,
        run_attempt: 1,
        name: 'CI',
        status: 'completed',
        conclusion: 'failure',
        head_sha: sha,
        created_at: at,
        updated_at: at,
      },
    },
  },
  {
    name: 'a deployment that failed',
    kind: 'gitlab',
    event: 'Deployment Hook',
    body: {
      object_kind: 'deployment',
      status: 'failed',
      status_changed_at: '2026-03-01 10:00:00 UTC',
      deployment_id: 3,
      environment: 'production',
      project: {
        web_url: 'https://gitlab.acme.example/shop/api',
        path_with_namespace: 'shop/api',
      },
    },
  },
  {
    name: 'a build that failed',
    kind: 'jenkins',
    body: {
      url: 'https://ci.acme.example/job/shop/job/main/3/',
      building: false,
      result: 'FAILURE',
      timestamp: 1_772_359_200_000,
      duration: 5000,
      stages: [{ id: '6', name: 'Deploy to prod', status: 'FAILED' }],
    },
  },
  {
    name: 'a task that failed',
    kind: 'otlp',
    body: {
      resourceSpans: [
        {
          resource: {
            attributes: [attribute('cicd.pipeline.run.id', '120912')],
          },
          scopeSpans: [
            {
              spans: [
                {
                  traceId: '0af7651916cd43dd8448eb211c80319c',
                  spanId: 'b7ad6b7169203332',
                  name: 'deploy',
                  startTimeUnixNano: '1772359200000000000',
                  endTimeUnixNano: '1772359500000000000',
                  attributes: [
                    attribute('cicd.pipeline.task.name', 'deploy prod'),
                    attribute('cicd.pipeline.task.run.id', '1'),
                    attribute('cicd.pipeline.task.run.result', 'failure'),
                  ],
                  status: { code: 2 },
                },
              ],
            },
          ],
        },
      ],
    },
  },
  {
    name: 'a task that failed',
    kind: 'tekton',
    headers: {
      'ce-source': '/apis/namespaces/shop/taskruns/release-x7',
      'ce-specversion': '1.0',
      'ce-type': 'dev.tekton.event.taskrun.failed.v1',
    },
    body: {
      taskRun: {
        metadata: {
          name: 'release-x7',
          namespace: 'shop',
          uid: 'u1',
          labels: { 'tekton.dev/pipelineTask': 'deploy', environment: 'prod' },
        },
        status: {
          conditions: [
            { type: 'Succeeded', status: 'False', reason: 'Failed' },
          ],
          startTime: at,
        },
      },
    },
  },
  {
    name: 'a build that failed',
    kind: 'travis',
    body: {
      id: 77,
      number: '5',
      state: 'failed',
      repository: { name: 'shop', owner_name: 'acme' },
      matrix: [{ id: 78, state: 'failed', config: { name: 'Deploy prod' } }],
    },
  },
];

const root = resolve(__dirname, '../../../../../shared/fixtures/delivery');

const folders: readonly [folder: string, kind: string, idAt?: string[]][] = [
  ['github-webhooks', 'github'],
  ['gitlab-webhooks', 'gitlab'],
  ['azuredevops-webhooks', 'azure-devops', ['id']],
  ['circleci-webhooks', 'circleci', ['id']],
  ['cdevents-v0.5.1/conformance', 'cdevents', ['context', 'id']],
];

function jsonFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return jsonFiles(path);
      return entry.name.endsWith('.json') ? [path] : [];
    });
}

/** The recorded deliveries beside the repository; none where they are not there. */
export function recordedBodies(): HookBody[] {
  return folders.flatMap(([name, kind, idAt]) => {
    const folder = join(root, name);
    if (!existsSync(folder)) {
      // eslint-disable-next-line no-console
      console.warn(`Not damaged: ${folder} does not exist.`);
      return [];
    }
    return jsonFiles(folder).map(path => ({
      name: relative(root, path),
      kind,
      // A folder of GitHub's is named after the event.
      event:
        kind === 'github' ? relative(folder, path).split('/')[0] : undefined,
      idAt,
      body: JSON.parse(readFileSync(path, 'utf8')) as unknown,
    }));
  });
}
