import { nameId } from '../github/account';
import { Commit } from '../history/plan';
import { isoSecond } from '../history/clock';
import { gitlabHost } from '../organisation/hosts';
import { organisationLogin, Person } from '../organisation/people';
import { DemoRepository } from '../organisation/repositories';

/** `https://gitlab.quayside.example/quayside/feature-store`. */
export function projectUrl({ name }: DemoRepository): string {
  return `https://${gitlabHost}/${organisationLogin}/${name}`;
}

/** The `project` of every hook. */
export function projectBody(repository: DemoRepository) {
  const url = projectUrl(repository);
  return {
    id: nameId('repository', repository.name),
    name: repository.name,
    description: repository.description,
    web_url: url,
    avatar_url: null,
    git_http_url: `${url}.git`,
    namespace: organisationLogin,
    visibility_level: 0,
    path_with_namespace: `${organisationLogin}/${repository.name}`,
    default_branch: 'main',
    ci_config_path: null,
  };
}

/** The `user` of every hook. */
export function userBody(person: Person) {
  return {
    id: nameId('account', person.login),
    name: person.name,
    // A bot of the house has the name of GitLab's access tokens.
    username: person.kind === 'Bot' ? 'project_7_bot_deps' : person.login,
    avatar_url: null,
    email: person.email,
  };
}

/** A commit as pushes and pipelines repeat it. */
export function commitBody(repository: DemoRepository, commit: Commit) {
  return {
    id: commit.sha,
    message: commit.subject,
    title: commit.subject,
    timestamp: isoSecond(commit.at),
    url: `${projectUrl(repository)}/-/commit/${commit.sha}`,
    author: { name: commit.author.name, email: commit.author.email },
  };
}

/** `2026-09-17 10:21:00 UTC`, as hooks write it. */
export function gitlabTime(at: number): string {
  return `${isoSecond(at).slice(0, 19).replace('T', ' ')} UTC`;
}
