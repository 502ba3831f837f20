import { changeLabels } from '../organisation/subjects';
import { isoSecond } from '../history/clock';
import { PullRequest, Review } from '../history/plan';
import { account, nameId, organisation } from './account';
import { repositoryApi, repositoryBody, webUrl } from './repositoryBody';

/** A pull request as it stands then: after the first `pushes`, and closed or not. */
export interface PullView {
  at: number;
  pushes: number;
  closed: boolean;
}

/** How a run names its pull request. */
export function pullLink(pull: PullRequest, headSha: string) {
  const { repository } = pull;
  const repo = {
    id: nameId('repository', repository.name),
    url: repositoryApi(repository),
    name: repository.name,
  };
  return {
    url: `${repositoryApi(repository)}/pulls/${pull.number}`,
    id: pullId(pull),
    number: pull.number,
    head: { ref: pull.branch, sha: headSha, repo },
    base: { ref: 'main', sha: pull.baseSha, repo },
  };
}

function pullId(pull: PullRequest): number {
  return nameId('pull', pull.repository.name, `${pull.number}`);
}

function pullObject(pull: PullRequest, view: PullView) {
  const { repository, closed } = pull;
  const pushes = pull.pushes.slice(0, view.pushes);
  const head = pushes[pushes.length - 1].commits[0];
  const merge = view.closed ? closed?.commit : undefined;
  const url = `${webUrl(repository)}/pull/${pull.number}`;
  const repo = repositoryBody(repository, head.at);
  return {
    url: `${repositoryApi(repository)}/pulls/${pull.number}`,
    id: pullId(pull),
    html_url: url,
    diff_url: `${url}.diff`,
    number: pull.number,
    state: view.closed ? 'closed' : 'open',
    locked: false,
    title: pull.title,
    user: account(pull.author),
    body: null,
    created_at: isoSecond(pull.openedAt),
    updated_at: isoSecond(view.at),
    closed_at: view.closed && closed ? isoSecond(closed.at) : null,
    merged_at: merge && closed ? isoSecond(closed.at) : null,
    merge_commit_sha: merge?.sha ?? null,
    assignees: [],
    requested_reviewers: [],
    labels: changeLabels(pull).map((name, index) => ({
      id: index + 1,
      name,
      color: '0366d6',
      default: false,
    })),
    draft: false,
    head: {
      label: `${organisation.login}:${pull.branch}`,
      ref: pull.branch,
      sha: head.sha,
      repo,
    },
    base: {
      label: `${organisation.login}:main`,
      ref: 'main',
      sha: pull.baseSha,
      repo,
    },
    author_association: 'MEMBER',
  };
}

/** `pull_request`: opened, synchronize or closed. */
export function pullRequestBody(
  action: 'opened' | 'synchronize' | 'closed',
  pull: PullRequest,
  view: PullView,
): object {
  const { closed } = pull;
  const merged = view.closed && closed?.commit !== undefined;
  const pushes = pull.pushes.slice(0, view.pushes);
  const files = pushes.flatMap(push => push.commits[0].paths);
  const sender = action === 'closed' && closed ? closed.by : pull.author;
  return {
    action,
    number: pull.number,
    pull_request: {
      ...pullObject(pull, view),
      merged,
      merged_by: merged && closed ? account(closed.by) : null,
      comments: 0,
      commits: pushes.length,
      additions: files.length * 17 + (pull.number % 23),
      deletions: files.length * 6 + (pull.number % 11),
      changed_files: new Set(files).size,
    },
    ...(action === 'synchronize' && pushes.length > 1
      ? {
          before: pushes[pushes.length - 2].commits[0].sha,
          after: pushes[pushes.length - 1].commits[0].sha,
        }
      : {}),
    repository: repositoryBody(pull.repository, view.at),
    organization: organisation,
    sender: account(sender),
  };
}

/** `pull_request_review`, submitted. */
export function reviewBody(
  pull: PullRequest,
  review: Review,
  view: PullView,
): object {
  const id = nameId(
    'review',
    pull.repository.name,
    `${pull.number}`,
    `${review.at}`,
  );
  const url = `${webUrl(pull.repository)}/pull/${pull.number}`;
  return {
    action: 'submitted',
    review: {
      id,
      user: account(review.reviewer),
      body: null,
      commit_id: pull.pushes[view.pushes - 1].commits[0].sha,
      submitted_at: isoSecond(review.at),
      state: review.state,
      html_url: `${url}#pullrequestreview-${id}`,
      author_association: 'MEMBER',
    },
    pull_request: pullObject(pull, view),
    repository: repositoryBody(pull.repository, view.at),
    organization: organisation,
    sender: account(review.reviewer),
  };
}
