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
      head_sha: id.toString(16).padStart(40, 'a'),
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
        id: id.toString(16).padStart(40, 'a'),
        message: `${title}\n\n${filler}`,
        timestamp: now(),
        author: { name: login, email: 'person@e2e.example' },
      },
    },
    repository: repositoryOf(repository, filler),
    sender: { login, type: 'User' },
  };
}

/** A `workflow_job` body: one failed step. */
export function workflowJob(options: {
  id: number;
  runId: number;
  name?: string;
  step?: string;
  repository?: string;
  url?: string;
}) {
  const { id, runId, name = 'unit tests', step = 'Run tests' } = options;
  const repository = options.repository ?? 'e2e/shop';
  return {
    action: 'completed',
    workflow_job: {
      id,
      run_id: runId,
      run_attempt: 1,
      workflow_name: 'CI',
      head_branch: 'main',
      head_sha: runId.toString(16).padStart(40, 'a'),
      status: 'completed',
      conclusion: 'failure',
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
          conclusion: 'failure',
          started_at: now(),
          completed_at: now(),
        },
      ],
    },
    repository: repositoryOf(repository, name),
    sender: { login: 'e2e-person', type: 'User' },
  };
}
