import { nameId } from '../github/account';
import { PullRequest } from '../history/plan';
import { Person } from '../organisation/people';
import { changeLabels } from '../organisation/subjects';
import {
  commitBody,
  gitlabTime,
  projectBody,
  projectUrl,
  userBody,
} from './gitlabProject';

/** What happened to a merge request, in GitLab's words. */
export type MergeAction =
  | 'open'
  | 'update'
  | 'approved'
  | 'unapproved'
  | 'merge'
  | 'close';

const states: Partial<Record<MergeAction, string>> = {
  merge: 'merged',
  close: 'closed',
};

/** Merge Request Hook. */
export function mergeRequestHook(
  action: MergeAction,
  pull: PullRequest,
  at: number,
  by: Person,
): object {
  const { repository, number } = pull;
  const head = pull.pushes.filter(push => push.at <= at).at(-1);
  const merged = action === 'merge' ? pull.closed?.commit : undefined;
  return {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    user: userBody(by),
    project: projectBody(repository),
    object_attributes: {
      id: nameId('pull', repository.name, `${number}`),
      iid: number,
      author_id: userBody(pull.author).id,
      title: pull.title,
      description: null,
      state: states[action] ?? 'opened',
      action,
      draft: false,
      source_branch: pull.branch,
      target_branch: 'main',
      created_at: gitlabTime(pull.openedAt),
      updated_at: gitlabTime(at),
      merge_commit_sha: merged?.sha ?? null,
      last_commit: commitBody(repository, (head ?? pull.pushes[0]).commits[0]),
      url: `${projectUrl(repository)}/-/merge_requests/${number}`,
    },
    labels: changeLabels(pull).map(title => ({ title })),
  };
}
