import { CiRun } from '@quarterdeck/plugin-ingest-common';

const triggers = new Map<string, CiRun['trigger']>([
  ['push', 'push'],
  ['merge_request_event', 'change'],
  ['external_pull_request_event', 'change'],
  ['schedule', 'schedule'],
  ['security_orchestration_policy', 'schedule'],
  ['web', 'manual'],
  ['webide', 'manual'],
  ['chat', 'manual'],
  ['ondemand_dast_scan', 'manual'],
  ['ondemand_dast_validation', 'manual'],
  ['api', 'api'],
  ['trigger', 'api'],
  ['pipeline', 'upstream'],
  ['parent_pipeline', 'upstream'],
]);

/** The `source` of a pipeline as a reason in our words. */
export function gitlabTrigger(source: string | undefined): CiRun['trigger'] {
  return triggers.get(source ?? '') ?? 'unknown';
}
