import { Commit, Push, ReleasePlan } from '../history/plan';
import { isoSecond } from '../history/clock';
import { DemoRepository } from '../organisation/repositories';
import { account, nameId, organisation } from './account';
import { repositoryApi, repositoryBody, webUrl } from './repositoryBody';

const noCommit = '0'.repeat(40);

function commitBody(repository: DemoRepository, commit: Commit) {
  const { author } = commit;
  const person = {
    name: author.name,
    email: author.email,
    username: author.login,
  };
  return {
    id: commit.sha,
    tree_id: commit.sha.split('').reverse().join(''),
    distinct: true,
    message: commit.subject,
    timestamp: isoSecond(commit.at),
    url: `${webUrl(repository)}/commit/${commit.sha}`,
    author: person,
    committer: person,
    added: [],
    removed: [],
    modified: commit.paths,
  };
}

/** `push` to a branch. */
export function pushBody(push: Push): object {
  const { repository, commits } = push;
  const after = commits[commits.length - 1];
  const before = push.created ? noCommit : push.before;
  return {
    ref: `refs/heads/${push.branch}`,
    before,
    after: after.sha,
    created: push.created,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${webUrl(repository)}/compare/${push.before.slice(
      0,
      12,
    )}...${after.sha.slice(0, 12)}`,
    commits: commits.map(commit => commitBody(repository, commit)),
    head_commit: commitBody(repository, after),
    repository: repositoryBody(repository, push.at),
    organization: organisation,
    pusher: { name: push.sender.login, email: push.sender.email },
    sender: account(push.sender),
  };
}

/** `create`: the branch of a first push, or the tag of a release. */
export function createBody(made: Push | ReleasePlan): object {
  const isTag = 'tag' in made;
  return {
    ref: isTag ? made.tag : made.branch,
    ref_type: isTag ? 'tag' : 'branch',
    master_branch: 'main',
    description: made.repository.description,
    pusher_type: 'user',
    repository: repositoryBody(made.repository, made.at),
    organization: organisation,
    sender: account(isTag ? made.author : made.sender),
  };
}

/** `release`, published. */
export function releaseBody(release: ReleasePlan): object {
  const { repository, tag } = release;
  const id = nameId('release', repository.name, tag, `${release.at}`);
  return {
    action: 'published',
    release: {
      url: `${repositoryApi(repository)}/releases/${id}`,
      html_url: `${webUrl(repository)}/releases/tag/${tag}`,
      id,
      author: account(release.author),
      tag_name: tag,
      target_commitish: 'main',
      name: `${repository.name} ${tag.slice(1)}`,
      draft: false,
      prerelease: false,
      created_at: isoSecond(release.commit.at),
      published_at: isoSecond(release.at),
      assets: [],
      body: '',
    },
    repository: repositoryBody(repository, release.at),
    organization: organisation,
    sender: account(release.author),
  };
}

/** `ping`: the first thing a new webhook sends. */
export function pingBody(repository: DemoRepository, at: number): object {
  const id = nameId('hook', repository.name);
  return {
    zen: 'Keep it logically awesome.',
    hook_id: id,
    hook: {
      type: 'Repository',
      id,
      name: 'web',
      active: true,
      events: ['*'],
      config: { content_type: 'json', insecure_ssl: '0' },
      created_at: isoSecond(at),
      updated_at: isoSecond(at),
    },
    repository: repositoryBody(repository, at),
    sender: account(repository.team[0]),
  };
}
