import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { fieldsOf, maybeFields, textOf } from '../fields';
import { headerValue } from '../headerValue';
import { gitlabPlace } from './gitlabPlace';
import { GitlabHookParser, refused } from './gitlabDelivery';
import { parseDeployment } from './parseDeployment';
import { parseJob } from './parseJob';
import { parseMergeRequest } from './parseMergeRequest';
import { parsePipeline } from './parsePipeline';
import { parsePush } from './parsePush';
import { parseRelease } from './parseRelease';

const parsers = new Map<string, GitlabHookParser>([
  ['pipeline', parsePipeline],
  ['build', parseJob],
  ['job', parseJob],
  ['push', parsePush],
  ['tag_push', parsePush],
  ['merge_request', parseMergeRequest],
  ['deployment', parseDeployment],
  ['release', parseRelease],
]);

/** What `X-Gitlab-Event` says of a body that does not. */
const kinds = new Map([
  ['pipeline hook', 'pipeline'],
  ['job hook', 'build'],
  ['push hook', 'push'],
  ['tag push hook', 'tag_push'],
  ['merge request hook', 'merge_request'],
  ['deployment hook', 'deployment'],
  ['release hook', 'release'],
]);

/**
 * Turns a GitLab delivery into events. Never throws. The kind is the body's own
 * word: system hooks send the same bodies under another `X-Gitlab-Event`.
 */
export const parseGitlab: WebhookProvider['parse'] = ({
  headers,
  body,
  now,
}) => {
  const fields = maybeFields(body);
  if (!fields) return refused('webhook', body);
  const kind =
    textOf(fields.object_kind, 64) ??
    textOf(fields.event_name, 64) ??
    kinds.get(headerValue(headers, 'x-gitlab-event')?.toLowerCase() ?? '');
  if (!kind) return refused('webhook', body, 'object_kind');
  const parser = parsers.get(kind);
  if (!parser) {
    return {
      outcome: 'ignored',
      parsedAs: kind,
      reason: `GitLab's ${kind} events say nothing about pipelines, changes or deployments.`,
    };
  }
  const project = fieldsOf(fields.project);
  const place = gitlabPlace(
    project,
    fieldsOf(fields.repository),
    fieldsOf(fieldsOf(fields.object_attributes).target),
  );
  if (!place) return refused(kind, body, 'project', 'web_url');
  return parser({ kind, parsedAs: kind, place, body: fields, now });
};
