/** Body of a `workflow_run` delivery of an invented repository. */
export function githubRunBody(run: {
  id: number;
  status?: 'queued' | 'in_progress' | 'completed';
  attempt?: number;
}): string {
  const { id, status = 'completed', attempt = 1 } = run;
  return JSON.stringify({
    action: status === 'queued' ? 'requested' : status,
    workflow_run: {
      id,
      run_number: id,
      run_attempt: attempt,
      name: 'CI',
      path: '.github/workflows/ci.yml',
      workflow_id: 1,
      event: 'push',
      status,
      conclusion: status === 'completed' ? 'success' : null,
      head_branch: 'main',
      head_sha: id.toString(16).padStart(40, '0'),
      pull_requests: [],
      actor: { login: 'ines', type: 'User' },
      created_at: '2026-10-01T12:00:00Z',
      run_started_at: '2026-10-01T12:00:00Z',
      updated_at: '2026-10-01T12:04:00Z',
    },
    repository: {
      id: 7,
      full_name: 'acme/shop',
      html_url: 'https://github.com/acme/shop',
      default_branch: 'main',
    },
  });
}
