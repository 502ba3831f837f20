import { Push } from '../history/plan';
import { commitBody, projectBody, userBody } from './gitlabProject';

const nothing = '0'.repeat(40);

/** Push Hook and Tag Push Hook. */
export function pushHook(push: Push, ref: string): object {
  const { repository, commits, sender } = push;
  const user = userBody(sender);
  const after = commits[commits.length - 1].sha;
  const tag = ref.startsWith('refs/tags/');
  return {
    object_kind: tag ? 'tag_push' : 'push',
    event_name: tag ? 'tag_push' : 'push',
    before: push.created ? nothing : push.before,
    after,
    ref,
    checkout_sha: after,
    user_id: user.id,
    user_name: user.name,
    user_username: user.username,
    user_email: user.email,
    project_id: projectBody(repository).id,
    project: projectBody(repository),
    commits: commits.map(commit => ({
      ...commitBody(repository, commit),
      added: [],
      modified: commit.paths,
      removed: [],
    })),
    total_commits_count: commits.length,
  };
}
