// Prints, as its last line, how many webhooks per second of processor time each
// parser reads. Bodies are made up; those of the tests are used where they exist.
const module_ = '@quarterdeck/plugin-ingest-backend-module-ci/src';
const providers = require(`${module_}/index`);
const { hookExamples } = require(`${module_}/__testUtils__/hookExamples`);

const now = new Date('2030-01-01T00:00:00.000Z');
const sha = 'a1'.repeat(20);
const at = minute => `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`;
const gitlabAt = minute => at(minute).replace('T', ' ').replace('Z', ' UTC');

const gitlabProject = {
  web_url: 'https://gitlab.acme.example/shop/api',
  path_with_namespace: 'shop/api',
  default_branch: 'main',
};
const person = { id: 1, username: 'nia', name: 'Nia', email: 'n@acme.example' };
const circleci = {
  id: 'd1',
  happened_at: at(2),
  project: { id: 'p', name: 'shop', slug: 'github/acme/shop' },
  organization: { id: 'o', name: 'acme' },
  workflow: {
    id: 'w1',
    name: 'ci',
    status: 'success',
    created_at: at(0),
    stopped_at: at(1),
    url: 'https://app.circleci.com/pipelines/github/acme/shop/7/workflows/w1',
  },
  pipeline: {
    id: 'x',
    number: 7,
    created_at: at(0),
    trigger: { type: 'webhook' },
    vcs: {
      provider_name: 'github',
      revision: sha,
      branch: 'main',
      commit: {
        subject: 'Mend',
        body: '',
        author: { name: 'Nia', email: 'n@acme.example' },
        authored_at: at(0),
      },
    },
  },
};
const azureRun = {
  id: 479,
  name: '20260301.1',
  state: 'completed',
  result: 'failed',
  createdDate: at(0),
  finishedDate: at(5),
  pipeline: { id: 3, name: 'shop ci' },
  resources: {
    repositories: { self: { refName: 'refs/heads/main', version: sha } },
  },
};
const azure = (eventType, resource) => ({
  id: 'e1',
  notificationId: 4,
  createdDate: at(5),
  resourceContainers: {
    collection: { id: 'c', baseUrl: 'https://dev.azure.com/Acme/' },
    project: { id: '16dcfeeb-d8fd-495c-917b-fec46cb44fbb' },
  },
  eventType,
  resource,
});
const githubRepository = {
  id: 1,
  name: 'shop',
  full_name: 'acme/shop',
  html_url: 'https://github.com/acme/shop',
  default_branch: 'main',
  owner: { login: 'acme', id: 2, type: 'Organization' },
};
const githubJob = {
  id: 11,
  run_id: 9,
  run_attempt: 1,
  workflow_name: 'CI',
  name: 'unit',
  head_branch: 'main',
  head_sha: sha,
  status: 'completed',
  conclusion: 'failure',
  created_at: at(0),
  started_at: at(1),
  completed_at: at(4),
  html_url: 'https://github.com/acme/shop/actions/runs/9/job/11',
  labels: ['ubuntu-latest'],
  runner_name: 'GitHub Actions 2',
  runner_group_name: 'GitHub Actions',
  steps: [1, 2, 3, 4, 5].map(number => ({
    number,
    name: `step ${number}`,
    status: 'completed',
    conclusion: number < 5 ? 'success' : 'failure',
    started_at: at(1),
    completed_at: at(2),
  })),
};

const cases = [
  [
    'githubProvider',
    'a job of five steps',
    {
      action: 'completed',
      workflow_job: githubJob,
      repository: githubRepository,
      sender: { login: 'nia', id: 3, type: 'User' },
    },
    { 'x-github-event': 'workflow_job' },
  ],
  [
    'gitlabProvider',
    'a job',
    {
      object_kind: 'build',
      project: gitlabProject,
      ref: 'main',
      sha,
      build_id: 5,
      build_name: 'unit',
      build_stage: 'test',
      build_status: 'failed',
      build_created_at: gitlabAt(0),
      build_started_at: gitlabAt(1),
      build_finished_at: gitlabAt(2),
      build_queued_duration: 4,
      pipeline_id: 9,
      user: person,
      runner: { id: 7, description: 'linux-3', tags: ['docker'] },
    },
  ],
  [
    'gitlabProvider',
    'a pipeline of two jobs',
    {
      object_kind: 'pipeline',
      project: gitlabProject,
      user: person,
      commit: { id: sha, message: 'Mend', timestamp: at(0) },
      object_attributes: {
        id: 9,
        iid: 3,
        ref: 'main',
        sha,
        status: 'success',
        source: 'push',
        stages: ['build', 'test'],
        created_at: gitlabAt(0),
        finished_at: gitlabAt(5),
      },
      builds: [1, 2].map(id => ({
        id,
        stage: 'build',
        name: `build ${id}`,
        status: 'success',
        created_at: gitlabAt(0),
        started_at: gitlabAt(1),
        finished_at: gitlabAt(2),
        queued_duration: 1,
        allow_failure: false,
      })),
    },
  ],
  [
    'jenkinsProvider',
    'a notification',
    {
      name: 'api',
      url: 'job/shop/job/api/',
      build: {
        full_url: 'https://ci.acme.example/job/shop/job/api/12/',
        number: 12,
        phase: 'COMPLETED',
        status: 'UNSTABLE',
        timestamp: 1767322800000,
        duration: 90000,
        scm: { branch: 'origin/main', commit: sha },
      },
    },
  ],
  [
    'circleciProvider',
    'a workflow',
    { ...circleci, type: 'workflow-completed' },
  ],
  [
    'azureProvider',
    'a run',
    azure('ms.vss-pipelines.run-state-changed-event', {
      run: azureRun,
      pipeline: azureRun.pipeline,
    }),
  ],
  [
    'argocdProvider',
    'a deployment',
    {
      trigger: 'on-deployed',
      argocdUrl: 'https://argocd.acme.example',
      app: {
        metadata: { name: 'checkout-eu', namespace: 'argocd' },
        spec: {
          project: 'shop',
          source: { repoURL: 'https://git.acme.example/shop/deploy.git' },
          destination: { name: 'prod-eu-1', namespace: 'production' },
        },
        status: {
          operationState: {
            phase: 'Succeeded',
            startedAt: at(0),
            finishedAt: at(1),
            operation: { sync: { revision: sha } },
            syncResult: { revision: sha },
          },
          sync: { status: 'Synced', revision: sha },
          health: { status: 'Healthy', lastTransitionTime: at(3) },
          history: [
            { id: 4, revision: sha, deployStartedAt: at(0), deployedAt: at(1) },
          ],
          summary: { images: ['shop/checkout:2.4.0'] },
          reconciledAt: at(3),
        },
      },
    },
  ],
  [
    'argoRolloutsProvider',
    'a canary of four steps',
    {
      cluster: 'eu-1',
      environment: 'production',
      sha,
      rollout: {
        metadata: {
          name: 'checkout',
          namespace: 'shop',
          annotations: { 'rollout.argoproj.io/revision': '7' },
        },
        spec: {
          strategy: {
            canary: {
              steps: [
                { setWeight: 20 },
                { pause: {} },
                { setWeight: 50 },
                { analysis: { templates: [{ templateName: 'errors' }] } },
              ],
            },
          },
          template: {
            spec: { containers: [{ image: 'registry/shop/checkout:2.4.0' }] },
          },
        },
        status: {
          phase: 'Paused',
          message: 'CanaryPauseStep',
          currentStepIndex: 1,
          conditions: [
            {
              type: 'Progressing',
              status: 'Unknown',
              reason: 'RolloutPaused',
              lastUpdateTime: at(2),
              lastTransitionTime: at(2),
            },
          ],
        },
      },
    },
  ],
  [
    'flaggerProvider',
    'an advance',
    {
      name: 'checkout',
      namespace: 'shop',
      phase: 'Progressing',
      checksum: '85d557f47b',
      metadata: {
        eventMessage: 'Advance checkout.shop canary weight 20',
        eventType: 'Normal',
        timestamp: '1772359200000',
        cluster: 'eu-1',
        environment: 'production',
      },
    },
  ],
];
const bodies = [
  ...cases.map(([provider, name, body, headers = {}]) => ({
    provider: providers[provider],
    name,
    body,
    headers,
  })),
  ...hookExamples.map(example => ({ ...example, name: 'an example' })),
];

function perSecond({ provider, body, headers }) {
  const text = JSON.stringify(body);
  const outcome = provider.parse({ headers, body, now });
  if (outcome.outcome !== 'parsed') {
    throw new Error(`${provider.kind}: ${JSON.stringify(outcome)}`);
  }
  const times = [];
  for (let round = 0; round < 7; round++) {
    const began = process.cpuUsage();
    for (let i = 0; i < 4000; i++) {
      provider.parse({ headers, body: JSON.parse(text), now });
    }
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / 4000);
  }
  return { bytes: text.length, perSecond: 1e6 / Math.min(...times) };
}

/** The slowest example of each provider that has several of one name. */
const slowest = new Map();
for (const item of bodies) {
  const row = {
    provider: item.provider.kind,
    name: item.name,
    ...perSecond(item),
  };
  const key = `${row.provider} ${row.name}`;
  const known = slowest.get(key);
  if (!known || row.perSecond < known.perSecond) slowest.set(key, row);
}
process.stdout.write(`${JSON.stringify([...slowest.values()])}\n`);
