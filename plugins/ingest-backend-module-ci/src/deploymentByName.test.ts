import fc from 'fast-check';
import {
  eventRegistry,
  runResults,
  runStates,
} from '@quarterdeck/plugin-ingest-common';
import {
  DeliveryHeaders,
  ParseOutcome,
  WebhookProvider,
} from '@quarterdeck/plugin-ingest-node';
import { azureProvider } from './azure/azureProvider';
import { buildkiteProvider } from './buildkite/buildkiteProvider';
import { circleciProvider } from './circleci/circleciProvider';
import { deploymentByName, namedPlace } from './deploymentByName';
import { jenkinsProvider } from './jenkins/jenkinsProvider';
import { otlpProvider } from './otlp/otlpProvider';
import { tektonProvider } from './tekton/tektonProvider';
import { travisProvider } from './travis/travisProvider';
import { eventsIn } from './__testUtils__/eventsIn';
import {
  buildkiteBuild,
  buildkiteJobBody,
  otlpBody,
  otlpTaskSpan,
  tektonHeaders,
  tektonTaskBody,
  travisBody,
} from './__testUtils__/hookExamples';

const now = new Date('2030-01-01T00:00:00.000Z');
const start = '2026-03-01T10:00:00.000Z';
const end = '2026-03-01T10:05:00.000Z';

const work = {
  provider: 'ci',
  instance: 'ci.acme.example',
  project: 'shop',
  externalId: 'run/7',
  name: 'Deploy to staging',
  state: 'completed' as const,
  result: 'success' as const,
  observedAt: end,
  startedAt: start,
  finishedAt: end,
};

describe('the name of a job', () => {
  it.each<[string, environment: string | undefined, region: string]>([
    ['Deploy to staging', 'staging', ''],
    ['deploy-prod-eu', 'prod', 'eu'],
    ['deploy_prod_us-east-1', 'prod', 'us-east-1'],
    ['Deploy to production (westeurope)', 'production', 'westeurope'],
    ['deploy europe-west1 prod', 'prod', 'europe-west1'],
    ['DeployProd', 'prod', ''],
    ['Deploy to test', 'test', ''],
    ['Deploy to the QA environment', 'qa', ''],
    ['Deploy from staging to production', 'production', ''],
    ['deploy pre-prod', 'preprod', ''],
    ['ci/deploy-uat', 'uat', ''],
    ['release / deploy-staging2', 'staging2', ''],
    ['Rollout prod', 'prod', ''],
    // No environment: production is never guessed.
    ['Deploy', undefined, ''],
    ['Deploy to Kubernetes', undefined, ''],
    ['Deploy docs', undefined, ''],
    ['Deploy stage', undefined, ''],
    ['deploy non-prod', undefined, ''],
    ['Deploy to staging and to production', undefined, ''],
    ['Deploy staging, production', undefined, ''],
    // Something else is done, about a deployment or an environment.
    ['Test deploy to staging', undefined, ''],
    ['Deploy and test on staging', undefined, ''],
    ['Approve deploy to production', undefined, ''],
    ['Verify deployment in production', undefined, ''],
    ['Deploy to production (dry run)', undefined, ''],
    ['Plan deploy prod', undefined, ''],
    ['trigger-deploy-prod', undefined, ''],
    ['Roll back deployment in production', undefined, ''],
    ['Undeploy staging', undefined, ''],
    ['Smoke production', undefined, ''],
  ])('%s', (name, environment, region) => {
    const place = namedPlace({ name });
    expect(place?.name).toBe(environment);
    expect(place?.region ?? '').toBe(region);
  });

  it('may leave the environment to its stage or to a label', () => {
    expect(namedPlace({ name: 'Deploy', stage: 'Production' })).toEqual({
      name: 'production',
    });
    expect(namedPlace({ name: 'deploy-eu', environment: 'blue' })).toEqual({
      name: 'blue',
      region: undefined,
    });
    expect(namedPlace({ name: 'unit', stage: 'Production' })).toBeUndefined();
  });
});

describe('deploymentByName', () => {
  it.each<[string, object, object | undefined]>([
    ['runs', { state: 'executing' }, { state: 'in_progress' }],
    [
      'fails',
      { result: 'failure' },
      { state: 'failed', failure: 'unknown', finishedAt: end },
    ],
    ['times out', { result: 'timeout' }, { failure: 'timeout' }],
    ['is cancelled', { result: 'cancelled' }, { state: 'aborted' }],
    [
      'is cancelled in the queue',
      { result: 'cancelled', startedAt: undefined },
      undefined,
    ],
    ['is skipped', { result: 'skipped' }, undefined],
    ['waits', { state: 'waiting_gate' }, undefined],
    [
      'ends without a known result',
      { result: 'unknown' },
      { state: 'verifying', finishedAt: undefined },
    ],
    ['is unstable', { result: 'unstable' }, { state: 'verifying' }],
  ])('%s', (_, progress, expected) => {
    const deployment = deploymentByName({ ...work, ...progress });
    const none = { none: true };
    expect(deployment ?? none).toMatchObject(expected ?? none);
  });

  it('gives what the registry takes, and a success only to a success', () => {
    fc.assert(
      fc.property(
        fc.record({
          name: fc.oneof(
            fc.string({ maxLength: 700 }),
            fc
              .array(
                fc.constantFrom('deploy', 'to', 'prod', 'eu', 'test', 'x', '-'),
                { maxLength: 9 },
              )
              .map(words => words.join(' ')),
          ),
          stage: fc.option(fc.string(), { nil: undefined }),
          environment: fc.option(fc.string({ maxLength: 300 }), {
            nil: undefined,
          }),
          deploys: fc.boolean(),
          state: fc.constantFrom(...runStates),
          result: fc.option(fc.constantFrom(...runResults), { nil: undefined }),
        }),
        parts => {
          const deployment = deploymentByName({ ...work, ...parts });
          if (!deployment) return;
          eventRegistry['deployment.v1'].parse(deployment);
          expect(deployment.state === 'succeeded').toBe(
            parts.state === 'completed' && parts.result === 'success',
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});

const read = (
  provider: WebhookProvider,
  body: unknown,
  headers: DeliveryHeaders = {},
): ParseOutcome => provider.parse({ headers, body, now });

const jenkinsBuild = (name: string, more: object = {}) => ({
  url: `https://ci.acme.example/job/team/job/${name}/3/`,
  building: false,
  result: 'SUCCESS',
  timestamp: Date.parse(start),
  duration: 300_000,
  ...more,
});

const azureStage = (stage: object) => ({
  eventType: 'ms.vss-pipelines.stage-state-changed-event',
  createdDate: end,
  resourceContainers: {
    collection: { baseUrl: 'https://dev.azure.com/acme/' },
    project: { id: 'Shop' },
  },
  resource: {
    stage,
    run: {
      id: 9,
      resources: {
        repositories: {
          self: { refName: 'refs/heads/main', version: 'a'.repeat(40) },
        },
      },
    },
    pipeline: { id: 1, name: 'shop' },
  },
});

const circleciJob = {
  type: 'job-completed',
  happened_at: end,
  project: { slug: 'gh/acme/shop' },
  pipeline: { vcs: { revision: 'a'.repeat(40), branch: 'main' } },
  workflow: { id: 'w', name: 'release' },
  job: {
    id: 'j',
    name: 'deploy-prod-eu',
    status: 'success',
    started_at: start,
    stopped_at: end,
  },
};

const [travisJob] = travisBody.matrix;
const task = tektonTaskBody.taskRun;

describe('each provider without deployments of its own', () => {
  it.each<[string, ParseOutcome, object]>([
    [
      "Jenkins' stage",
      read(
        jenkinsProvider,
        jenkinsBuild('shop', {
          stages: [
            {
              id: '12',
              name: 'Deploy to staging',
              status: 'SUCCESS',
              startTimeMillis: Date.parse(start),
              durationMillis: 1000,
            },
          ],
        }),
      ),
      {
        externalId: 'team/shop#3/12',
        environment: { name: 'staging', tier: 'staging' },
        state: 'succeeded',
        runExternalId: 'team/shop#3',
      },
    ],
    [
      "Jenkins' job",
      read(jenkinsProvider, jenkinsBuild('deploy-prod-eu')),
      {
        externalId: 'team/deploy-prod-eu#3',
        environment: { name: 'prod', tier: 'production' },
        region: 'eu',
        finishedAt: end,
      },
    ],
    [
      "Jenkins' parameter",
      read(jenkinsProvider, {
        build: {
          full_url: 'https://ci.acme.example/job/deploy/4/',
          phase: 'COMPLETED',
          status: 'FAILURE',
          timestamp: Date.parse(end),
          parameters: { ENVIRONMENT: 'staging' },
        },
      }),
      { environment: { name: 'staging' }, state: 'failed' },
    ],
    [
      "CircleCI's job",
      read(circleciProvider, circleciJob),
      {
        externalId: 'j',
        jobExternalId: 'j',
        runExternalId: 'w',
        environment: { name: 'prod', tier: 'production' },
        region: 'eu',
        sha: 'a'.repeat(40),
        ref: 'main',
        state: 'succeeded',
      },
    ],
    [
      "Azure's stage",
      read(
        azureProvider,
        azureStage({
          id: 's',
          name: 'Deploy_Prod',
          attempt: 2,
          state: 'completed',
          result: 'succeededWithIssues',
        }),
      ),
      {
        externalId: 'stage:9/Deploy_Prod',
        runAttempt: 2,
        state: 'verifying',
        sha: 'a'.repeat(40),
        environment: { name: 'prod', tier: 'production' },
      },
    ],
    [
      "Buildkite's step",
      read(buildkiteProvider, {
        ...buildkiteJobBody,
        job: { ...buildkiteJobBody.job, name: ':rocket: Deploy to prod' },
      }),
      {
        externalId: `${buildkiteBuild.id}/:rocket: Deploy to prod/1 of 4`,
        runAttempt: 2,
        state: 'failed',
        actor: { login: 'nia@acme.example' },
      },
    ],
    [
      "Travis' job",
      read(travisProvider, {
        ...travisBody,
        matrix: [{ ...travisJob, config: { stage: 'Deploy to staging' } }],
      }),
      { externalId: '78', environment: { name: 'staging' }, state: 'failed' },
    ],
    [
      "Tekton's task with a label",
      read(
        tektonProvider,
        {
          taskRun: {
            ...task,
            metadata: {
              ...task.metadata,
              labels: {
                ...task.metadata.labels,
                'tekton.dev/pipelineTask': 'deploy',
                environment: 'blue',
              },
            },
          },
        },
        tektonHeaders('taskrun.failed'),
      ),
      {
        externalId: 'uid-2',
        environment: { name: 'blue', tier: 'other' },
        state: 'failed',
        runExternalId: 'uid-1',
      },
    ],
    [
      "OpenTelemetry's task span",
      read(
        otlpProvider,
        otlpBody({
          ...otlpTaskSpan,
          name: 'ship it',
          attributes: Object.entries({
            'cicd.pipeline.task.name': 'ship it',
            'cicd.pipeline.task.run.id': '4',
            'cicd.pipeline.task.type': 'deploy',
            'cicd.pipeline.task.run.result': 'success',
            'deployment.environment.name': 'production',
            'cloud.region': 'eu-west-1',
          }).map(([key, stringValue]) => ({ key, value: { stringValue } })),
        }),
      ),
      {
        externalId: '120912/4',
        environment: { name: 'production', tier: 'production' },
        region: 'eu-west-1',
        state: 'succeeded',
      },
    ],
  ])('%s', (_, outcome, expected) => {
    const deployments = eventsIn('deployment.v1', outcome);
    expect(deployments).toHaveLength(1);
    expect(deployments[0]).toMatchObject(expected);
  });

  it('gives none for the stages of a build that is one itself', () => {
    const stages = [{ id: '1', name: 'Deploy to prod', status: 'SUCCESS' }];
    const outcome = read(
      jenkinsProvider,
      jenkinsBuild('deploy-prod', { stages }),
    );
    expect(eventsIn('deployment.v1', outcome)).toHaveLength(1);
  });

  it('knows a stage that is tried again as the same deployment', () => {
    const [first, second] = [1, 2].map(
      attempt =>
        eventsIn(
          'deployment.v1',
          read(
            azureProvider,
            azureStage({ name: 'Deploy_Prod', attempt, state: 'inProgress' }),
          ),
        )[0],
    );
    expect(second.externalId).toBe(first.externalId);
    expect([first.runAttempt, second.runAttempt]).toEqual([1, 2]);
  });
});
