import { CiRun } from '@quarterdeck/plugin-ingest-common';
import { countOf, Fields, fieldsOf, shaOf, textOf } from '../fields';
import { EventInputs } from '../providerEvent';
import { timeOf } from '../times';

type RunInput = EventInputs['ci.run.v1'];

/** What the `pipeline` of a delivery says of the runs in it. */
export interface CircleciPipeline {
  facts: Pick<RunInput, 'trigger'> &
    Partial<
      Pick<
        RunInput,
        | 'number'
        | 'changes'
        | 'title'
        | 'rawTrigger'
        | 'actor'
        | 'branch'
        | 'tag'
        | 'sha'
        | 'commit'
      >
    >;
}

const triggers = new Map<string, CiRun['trigger']>([
  ['webhook', 'push'],
  ['api', 'api'],
  ['explicit', 'manual'],
  ['schedule', 'schedule'],
  ['scheduled_pipeline', 'schedule'],
]);

/** `trigger_parameters.circleci.event_type`, and GitLab's own word. */
const eventTypes = new Map<string, CiRun['trigger']>([
  ['push', 'push'],
  ['tag_push', 'push'],
  ['merge_request', 'change'],
  ['pull_request', 'change'],
  ['api', 'api'],
  ['schedule', 'schedule'],
]);

/** Pull requests from forks are built on a branch of CircleCI's own. */
const pullBranch = /^pull\/(\d{1,9})(?:\/head)?$/;

/**
 * Reads commit, branch and reason. Projects of GitHub's OAuth app and Bitbucket
 * have a `vcs`; those of GitLab and GitHub's app have `trigger_parameters`.
 */
export function circleciPipeline(pipeline: Fields): CircleciPipeline {
  const vcs = fieldsOf(pipeline.vcs);
  const parameters = fieldsOf(pipeline.trigger_parameters);
  const other = fieldsOf(
    parameters.gitlab ?? parameters.github_app ?? parameters.git,
  );
  const commit = fieldsOf(vcs.commit);
  const sha =
    shaOf(vcs.revision) ?? shaOf(other.checkout_sha) ?? shaOf(other.commit_sha);
  const subject = textOf(commit.subject) ?? textOf(other.commit_title);
  const rawTrigger = textOf(fieldsOf(pipeline.trigger).type, 64);
  const author = fieldsOf(commit.author);
  const login = textOf(author.name) ?? textOf(author.email);
  const eventType =
    textOf(fieldsOf(parameters.circleci).event_type, 64) ??
    textOf(other.type, 64);
  const branch = textOf(vcs.branch) ?? textOf(other.branch);
  const change = pullBranch.exec(branch ?? '')?.[1];
  const user = textOf(other.user_username) ?? textOf(other.user_name);
  return {
    facts: {
      number: countOf(pipeline.number),
      title: subject,
      trigger: change
        ? 'change'
        : triggers.get(rawTrigger ?? '') ??
          eventTypes.get(eventType ?? '') ??
          'unknown',
      changes: change ? [{ externalId: change }] : undefined,
      rawTrigger,
      actor: user ? { login: user, name: textOf(other.user_name) } : undefined,
      branch,
      tag: textOf(vcs.tag) ?? textOf(other.tag),
      sha,
      commit: sha
        ? {
            sha,
            message: subject
              ? [subject, textOf(commit.body)].filter(Boolean).join('\n\n')
              : undefined,
            author: login
              ? {
                  login,
                  name: textOf(author.name),
                  email: textOf(author.email),
                }
              : undefined,
            authoredAt: timeOf(commit.authored_at),
            committedAt:
              timeOf(commit.committed_at) ?? timeOf(other.commit_timestamp),
          }
        : undefined,
    },
  };
}
