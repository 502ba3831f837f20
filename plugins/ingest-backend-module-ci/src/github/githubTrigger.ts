import { CiRun } from '@quarterdeck/plugin-ingest-common';

const triggers = new Map<string, CiRun['trigger']>([
  ['push', 'push'],
  ['merge_group', 'change'],
  ['schedule', 'schedule'],
  ['workflow_dispatch', 'manual'],
  ['repository_dispatch', 'api'],
  ['workflow_run', 'upstream'],
  ['workflow_call', 'upstream'],
  ['deployment', 'deployment'],
  ['deployment_status', 'deployment'],
]);

/** The `event` of a workflow run as a reason in our words. */
export function githubTrigger(event: string | undefined): CiRun['trigger'] {
  if (!event) return 'unknown';
  if (event.startsWith('pull_request')) return 'change';
  return triggers.get(event) ?? 'unknown';
}
