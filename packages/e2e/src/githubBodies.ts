/** Bodies as GitHub sends them, as small as a test needs; everything can be overridden. */
export interface RunOptions {
  id: number;
  attempt?: number;
  action?: 'requested' | 'in_progress' | 'completed';
  conclusion?: string | null;
  title?: string;
  workflow?: string;
  branch?: string;
  login?: string;
  repository?: string;
  url?: string;
  /** Text put into every other free field of the body. */
  filler?: string;
}

const repositoryOf = (fullName: string, filler: string) => ({
  id: 77_001,
  full_name: fullName,
  name: fullName.split('/')[1],
  html_url: `https://code.e2e.example/${fullName}`,
  default_branch: 'main',
  description: filler,
});

const now = () => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

/** A `workflow_run` body. */
export function workflowRun(options: RunOptions) {
  const {
    id,
    attempt = 1,
    action = 'completed',
    conclusion = action === 'completed' ? 'success' : null,
    title = `change ${id}`,
    workflow = 'CI',
    branch = 'main',
    login = 'e2e-person',
    repository = 'e2e/shop',
    filler = '',
  } = options;
  const status = {
    requested: 'queued',
    in_progress: 'in_progress',
    completed: 'completed',
  }[action];
  return {
    action,
    workflow: { id: 9001, name: workflow, path: filler },
    workflow_run: {
      id,
      name: workflow,
      path: '.github/workflows/ci.yml',
      display_title: title,
      run_number: 7,
      run_attempt: attempt,
      event: 'push',
      status,
      conclusion,
      workflow_id: 9001,
      head_branch: branch,
      head_sha: id.toString(16).padEnd(40, 'a'),
      html_url:
        options.url ??
        `https://code.e2e.example/${repository}/actions/runs/${id}`,
      created_at: now(),
      run_started_at: now(),
      updated_at: now(),
      pull_requests: [],
      actor: { login, type: 'User' },
      triggering_actor: { login, type: 'User' },
      head_commit: {
        id: id.toString(16).padEnd(40, 'a'),
        message: `${title}\n\n${filler}`,
        timestamp: now(),
        author: { name: login, email: 'person@e2e.example' },
      },
    },
    repository: repositoryOf(repository, filler),
    sender: { login, type: 'User' },
  };
}

/** A `workflow_job` body: one step, failed unless said otherwise. */
export function workflowJob(options: {
  id: number;
  runId: number;
  conclusion?: 'success' | 'failure';
  name?: string;
  step?: string;
  repository?: string;
  url?: string;
}) {
  const { id, runId, name = 'unit tests', step = 'Run tests' } = options;
  const { repository = 'e2e/shop', conclusion = 'failure' } = options;
  return {
    action: 'completed',
    workflow_job: {
      id,
      run_id: runId,
      run_attempt: 1,
      workflow_name: 'CI',
      head_branch: 'main',
      head_sha: runId.toString(16).padEnd(40, 'a'),
      status: 'completed',
      conclusion,
      name,
      html_url:
        options.url ?? `https://code.e2e.example/${repository}/job/${id}`,
      created_at: now(),
      started_at: now(),
      completed_at: now(),
      labels: ['linux'],
      runner_name: name,
      runner_group_name: name,
      steps: [
        {
          number: 1,
          name: step,
          status: 'completed',
          conclusion,
          started_at: now(),
          completed_at: now(),
        },
      ],
    },
    repository: repositoryOf(repository, name),
    sender: { login: 'e2e-person', type: 'User' },
  };
}

/** What GitHub sends when a deployment to an environment waits for a protection rule of ours. */
export function heldDeployment(options: {
  id: number;
  runId: number;
  environment: string;
  login: string;
  repository: string;
}) {
  const { id, runId, environment, login, repository } = options;
  const url = `https://code.e2e.example/api/v3/repos/${repository}`;
  const deployment = {
    id,
    sha: runId.toString(16).padEnd(40, 'a'),
    ref: 'main',
    task: 'deploy',
    environment,
    creator: { login, type: 'User' },
    created_at: now(),
    updated_at: now(),
    url: `${url}/deployments/${id}`,
  };
  const common = {
    repository: repositoryOf(repository, ''),
    sender: { login, type: 'User' },
  };
  return {
    status: {
      action: 'created',
      deployment,
      deployment_status: {
        id: id + 1,
        state: 'waiting',
        environment,
        created_at: now(),
        updated_at: now(),
      },
      workflow_run: { id: runId, run_attempt: 1 },
      ...common,
    },
    rule: {
      action: 'requested',
      environment,
      event: 'push',
      deployment,
      deployment_callback_url: `${url}/actions/runs/${runId}/deployment_protection_rule`,
      pull_requests: [],
      ...common,
    },
  };
}
