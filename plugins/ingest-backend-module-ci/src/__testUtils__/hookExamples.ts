import {
  DeliveryHeaders,
  ParsedEvent,
  ParseOutcome,
  WebhookProvider,
} from '@quarterdeck/plugin-ingest-node';
import { eventRegistry } from '@quarterdeck/plugin-ingest-common';
import { bitbucketProvider } from '../bitbucket/bitbucketProvider';
import { buildkiteProvider } from '../buildkite/buildkiteProvider';
import { cdeventsProvider } from '../cdevents/cdeventsProvider';
import { otlpProvider } from '../otlp/otlpProvider';
import { tektonProvider } from '../tekton/tektonProvider';
import { travisProvider } from '../travis/travisProvider';

export const now = new Date('2030-01-01T00:00:00.000Z');

/** A delivery as its sender makes it, with invented names. It tells no success. */
export interface HookExample {
  provider: WebhookProvider;
  headers: DeliveryHeaders;
  body: unknown;
}

export const buildkiteBuild = {
  id: '0190-build',
  number: 27,
  url: 'https://api.buildkite.com/v2/organizations/acme/pipelines/shop/builds/27',
  web_url: 'https://buildkite.com/acme/shop/builds/27',
  state: 'failed',
  blocked: false,
  message: 'Faster basket\n\nLong text',
  commit: 'a'.repeat(40),
  branch: 'main',
  tag: null,
  source: 'webhook',
  creator: { id: 'u1', name: 'Nia', email: 'nia@acme.example' },
  created_at: '2026-03-01 10:00:00 UTC',
  scheduled_at: '2026-03-01 10:00:01 UTC',
  started_at: '2026-03-01T10:00:10.000Z',
  finished_at: '2026-03-01T10:05:00.000Z',
  pull_request: { id: '12', base: 'main' },
  rebuilt_from: { id: '0190-first', number: 26 },
};

export const buildkitePipeline = {
  id: 'p1',
  slug: 'shop',
  name: 'Shop',
  web_url: 'https://buildkite.com/acme/shop',
  default_branch: 'main',
};

export const buildkiteJobBody = {
  event: 'job.finished',
  build: buildkiteBuild,
  pipeline: buildkitePipeline,
  job: {
    id: '0190-job',
    type: 'script',
    name: 'unit tests',
    state: 'failed',
    web_url: 'https://buildkite.com/acme/shop/builds/27#0190-job',
    exit_status: 2,
    soft_failed: true,
    retries_count: 1,
    parallel_group_index: 0,
    parallel_group_total: 4,
    agent: { name: 'linux-3', meta_data: ['queue=large', 'os=linux'] },
    created_at: '2026-03-01T10:00:00Z',
    runnable_at: '2026-03-01T10:00:02Z',
    started_at: '2026-03-01T10:00:12Z',
    finished_at: '2026-03-01T10:04:00Z',
  },
};

export const bitbucketRepository = {
  full_name: 'acme/shop',
  links: { html: { href: 'https://bitbucket.org/acme/shop' } },
  mainbranch: { name: 'main' },
};

export const bitbucketCommitBody = {
  hash: 'b'.repeat(40),
  message: 'Faster basket',
  date: '2026-03-01T09:59:00+00:00',
  author: {
    raw: 'Nia Example <nia@acme.example>',
    user: { type: 'user', nickname: 'nia', display_name: 'Nia Example' },
  },
  links: {
    html: { href: `https://bitbucket.org/acme/shop/commits/${'b'.repeat(40)}` },
  },
};

export const bitbucketStatusBody = {
  actor: { type: 'user', nickname: 'nia' },
  repository: bitbucketRepository,
  commit_status: {
    key: '-1234',
    name: 'Pipeline #12 for main',
    state: 'FAILED',
    url: 'https://bitbucket.org/acme/shop/addon/pipelines/home#!/results/12',
    refname: 'main',
    created_on: '2026-03-01T10:00:00+00:00',
    updated_on: '2026-03-01T10:05:00+00:00',
    commit: bitbucketCommitBody,
  },
};

export const bitbucketPushBody = {
  actor: { type: 'user', nickname: 'nia' },
  repository: bitbucketRepository,
  push: {
    changes: [
      {
        new: { type: 'branch', name: 'main', target: bitbucketCommitBody },
        old: {
          type: 'branch',
          name: 'main',
          target: { ...bitbucketCommitBody, hash: 'a'.repeat(40) },
        },
        created: false,
        closed: false,
        forced: false,
        truncated: false,
        commits: [bitbucketCommitBody],
        links: { html: { href: 'https://bitbucket.org/acme/shop/compare' } },
      },
    ],
  },
};

export const bitbucketPullBody = {
  actor: { type: 'user', nickname: 'oli' },
  repository: bitbucketRepository,
  pullrequest: {
    id: 7,
    title: 'Faster basket',
    state: 'MERGED',
    author: { type: 'user', nickname: 'nia' },
    closed_by: { type: 'user', nickname: 'oli' },
    source: { branch: { name: 'fast' }, commit: { hash: 'c'.repeat(12) } },
    destination: { branch: { name: 'main' }, commit: { hash: 'd'.repeat(12) } },
    merge_commit: { hash: 'e'.repeat(12) },
    created_on: '2026-03-01T08:00:00+00:00',
    updated_on: '2026-03-01T09:00:00+00:00',
    links: {
      html: { href: 'https://bitbucket.org/acme/shop/pull-requests/7' },
    },
  },
  approval: { date: '2026-03-01T08:30:00+00:00', user: { nickname: 'oli' } },
};

export const bitbucketPipelineBody = {
  repository: bitbucketRepository,
  pipeline: {
    build_number: 12,
    uuid: '{1}',
    creator: { type: 'user', nickname: 'nia' },
    state: { name: 'COMPLETED', result: { name: 'FAILED' } },
    trigger: { name: 'PUSH' },
    target: {
      ref_name: 'main',
      ref_type: 'branch',
      commit: { hash: 'b'.repeat(40) },
    },
    created_on: '2026-03-01T10:00:00Z',
    completed_on: '2026-03-01T10:05:00Z',
  },
};

export const bitbucketDeploymentBody = {
  repository: bitbucketRepository,
  deployment: {
    uuid: '{d-1}',
    environment: {
      name: 'Production',
      environment_type: { name: 'Production' },
    },
    state: {
      name: 'COMPLETED',
      status: { name: 'ROLLED_BACK' },
      started_on: '2026-03-01T10:06:00Z',
      completed_on: '2026-03-01T10:07:00Z',
    },
    release: { name: '1.2.0', commit: { hash: 'b'.repeat(40) } },
    pipeline: { build_number: 12 },
    last_update_time: '2026-03-01T10:08:00Z',
  },
};

export const travisBody = {
  id: 77,
  number: '5',
  type: 'push',
  state: 'failed',
  status_message: 'Still Failing',
  build_url: 'https://app.travis-ci.com/github/acme/shop/builds/77',
  branch: 'main',
  commit: 'a'.repeat(40),
  message: 'Faster basket',
  committed_at: '2026-03-01T09:59:00Z',
  author_name: 'Nia',
  author_email: 'nia@acme.example',
  started_at: '2026-03-01T10:00:00Z',
  finished_at: '2026-03-01T10:05:00Z',
  pull_request: false,
  pull_request_number: null,
  repository: { id: 1, name: 'shop', owner_name: 'acme' },
  matrix: [
    {
      id: 78,
      number: '5.1',
      state: 'failed',
      allow_failure: false,
      config: { os: 'linux', node_js: '24', stage: 'test' },
      started_at: '2026-03-01T10:00:00Z',
      finished_at: '2026-03-01T10:04:00Z',
    },
    {
      id: 79,
      number: '5.2',
      state: 'errored',
      allow_failure: true,
      config: { os: 'osx', node_js: '24' },
      started_at: '2026-03-01T10:00:00Z',
      finished_at: '2026-03-01T10:05:00Z',
    },
  ],
};

export const tektonMetadata = {
  name: 'release-x7',
  namespace: 'shop',
  uid: 'uid-1',
  labels: {
    'tekton.dev/pipeline': 'release',
    'backstage.io/kubernetes-id': 'shop-api',
  },
  annotations: { 'pipelinesascode.tekton.dev/sha': 'a'.repeat(40) },
  creationTimestamp: '2026-03-01T10:00:00Z',
};

export const tektonRunBody = {
  pipelineRun: {
    metadata: tektonMetadata,
    spec: { params: [{ name: 'git-branch', value: 'main' }] },
    status: {
      conditions: [
        {
          type: 'Succeeded',
          status: 'False',
          reason: 'Failed',
          message: 'Tasks Completed: 2 (Failed: 1, Cancelled 0)',
          lastTransitionTime: '2026-03-01T10:05:00Z',
        },
      ],
      startTime: '2026-03-01T10:00:10Z',
      completionTime: '2026-03-01T10:05:00Z',
    },
  },
};

export const tektonTaskBody = {
  taskRun: {
    ...tektonRunBody.pipelineRun,
    metadata: {
      ...tektonMetadata,
      name: 'release-x7-test',
      uid: 'uid-2',
      labels: {
        ...tektonMetadata.labels,
        'tekton.dev/pipelineRunUID': 'uid-1',
        'tekton.dev/pipelineTask': 'unit-test',
      },
    },
    status: {
      ...tektonRunBody.pipelineRun.status,
      podName: 'release-x7-test-pod',
      steps: [
        {
          name: 'run',
          terminated: {
            exitCode: 1,
            reason: 'Error',
            startedAt: '2026-03-01T10:00:20Z',
            finishedAt: '2026-03-01T10:04:50Z',
          },
        },
      ],
    },
  },
};

export const tektonHeaders = (type: string): DeliveryHeaders => ({
  'ce-id': 'e-1',
  'ce-source': '/apis/namespaces/shop/pipelineruns/release-x7',
  'ce-specversion': '1.0',
  'ce-time': '2026-03-01T10:05:01Z',
  'ce-type': `dev.tekton.event.${type}.v1`,
});

/** A CDEvent of 0.5 with a content of one's own. */
export function cdEventBody(
  type: string,
  content: object,
  more: { id?: string; chainId?: string; version?: string } = {},
) {
  return {
    context: {
      specversion: more.version ?? '0.5.1',
      id: 'event-1',
      source: 'https://ci.acme.example/shop/api',
      type: `dev.cdevents.${type}.0.3.0`,
      timestamp: '2026-03-01T10:05:00Z',
      chainId: more.chainId,
    },
    subject: { id: more.id ?? 'thing-1', content },
  };
}

const text = (key: string, stringValue: string) => ({
  key,
  value: { stringValue },
});

export const otlpResource = {
  attributes: [
    text('service.name', 'ci'),
    text('cicd.pipeline.name', 'Build and test'),
    text('cicd.pipeline.run.id', '120912'),
    text('cicd.pipeline.run.url.full', 'https://ci.acme.example/runs/120912'),
    text('vcs.repository.url.full', 'https://git.acme.example/acme/shop.git'),
    text('vcs.ref.head.name', 'refs/heads/main'),
    text('vcs.ref.head.revision', 'a'.repeat(40)),
    text('cicd.worker.name', 'worker-1'),
  ],
};

export const otlpRootSpan = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  parentSpanId: '',
  name: 'RUN Build and test',
  kind: 2,
  startTimeUnixNano: '1772359200000000000',
  endTimeUnixNano: '1772359500000000000',
  attributes: [text('cicd.pipeline.result', 'failure')],
  status: { code: 2, message: 'tests failed' },
};

export const otlpTaskSpan = {
  ...otlpRootSpan,
  spanId: 'b7ad6b7169203332',
  parentSpanId: otlpRootSpan.spanId,
  name: 'unit test',
  kind: 1,
  attributes: [
    text('cicd.pipeline.task.name', 'unit test'),
    text('cicd.pipeline.task.run.id', '1'),
    text('cicd.pipeline.task.type', 'test'),
    text('cicd.pipeline.task.run.result', 'timeout'),
  ],
};

export const otlpBody = (...spans: object[]) => ({
  resourceSpans: [{ resource: otlpResource, scopeSpans: [{ spans }] }],
});

/** Every kind of delivery, none of which tells a success. */
export const hookExamples: readonly HookExample[] = [
  {
    provider: buildkiteProvider,
    headers: {},
    body: {
      event: 'build.finished',
      build: buildkiteBuild,
      pipeline: buildkitePipeline,
    },
  },
  {
    provider: buildkiteProvider,
    headers: {},
    body: {
      event: 'build.finished',
      build: { ...buildkiteBuild, blocked: true },
      pipeline: buildkitePipeline,
    },
  },
  { provider: buildkiteProvider, headers: {}, body: buildkiteJobBody },
  ...[
    ['repo:push', bitbucketPushBody] as const,
    ['repo:commit_status_updated', bitbucketStatusBody] as const,
    ['pullrequest:approved', bitbucketPullBody] as const,
    ['pipeline:updated', bitbucketPipelineBody] as const,
    ['deployment:updated', bitbucketDeploymentBody] as const,
  ].map(([event, body]) => ({
    provider: bitbucketProvider,
    headers: { 'x-event-key': event },
    body,
  })),
  { provider: travisProvider, headers: {}, body: travisBody },
  {
    provider: tektonProvider,
    headers: tektonHeaders('pipelinerun.failed'),
    body: tektonRunBody,
  },
  {
    provider: tektonProvider,
    headers: tektonHeaders('taskrun.failed'),
    body: tektonTaskBody,
  },
  ...[
    cdEventBody('pipelinerun.finished', {
      pipelineName: 'release',
      outcome: 'failure',
    }),
    cdEventBody('taskrun.finished', {
      taskName: 'test',
      pipelineRun: { id: 'run-1' },
      outcome: 'error',
    }),
    cdEventBody('build.finished', { artifactId: 'pkg:oci/api@sha256%3Aab' }),
    cdEventBody('testcaserun.finished', {
      outcome: 'failure',
      testCase: { id: 't', name: 'Login' },
    }),
    cdEventBody('testsuiterun.finished', { outcome: 'cancel' }),
    cdEventBody('change.created', {
      description: 'Faster',
      repository: { id: 'acme/shop', source: 'https://git.acme.example' },
    }),
    cdEventBody('branch.created', { repository: { id: 'acme/shop' } }),
    cdEventBody('approval.closed', {
      status: 'rejected',
      responder: 'urn:oli',
    }),
  ].map(body => ({ provider: cdeventsProvider, headers: {}, body })),
  {
    provider: otlpProvider,
    headers: {},
    body: otlpBody(otlpRootSpan, otlpTaskSpan),
  },
];

/** The events of a delivery that must be parsed. */
export function eventsIn(outcome: ParseOutcome): ParsedEvent[] {
  if (outcome.outcome !== 'parsed') {
    throw new Error(`Expected events, got ${JSON.stringify(outcome)}`);
  }
  return outcome.events;
}

/** Data of the events as the door stores them; throws when the registry refuses one. */
export function storedEvents(outcome: ParseOutcome) {
  return eventsIn(outcome).map(event => ({
    type: event.type,
    subject: event.subject,
    correlation: event.correlation,
    data: eventRegistry[event.type].parse(event.data),
  }));
}
