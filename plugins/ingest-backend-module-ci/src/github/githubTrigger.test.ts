import { githubTrigger } from './githubTrigger';

describe('reason of a run', () => {
  it.each([
    ['push', 'push'],
    ['pull_request', 'change'],
    ['pull_request_target', 'change'],
    ['pull_request_review', 'change'],
    ['merge_group', 'change'],
    ['schedule', 'schedule'],
    ['workflow_dispatch', 'manual'],
    ['repository_dispatch', 'api'],
    ['workflow_run', 'upstream'],
    ['workflow_call', 'upstream'],
    ['deployment', 'deployment'],
    ['deployment_status', 'deployment'],
    ['dynamic', 'unknown'],
    ['issues', 'unknown'],
    [undefined, 'unknown'],
  ])('%s is %s', (event, trigger) => {
    expect(githubTrigger(event)).toBe(trigger);
  });
});
