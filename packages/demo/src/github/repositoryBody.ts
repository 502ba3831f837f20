import { codeHost, organisationLogin } from '../organisation/people';
import { DemoRepository } from '../organisation/repositories';
import { isoSecond } from '../history/clock';
import { apiUrl, nameId, organisation } from './account';

/** `https://code.quayside.example/quayside/checkout`. */
export function webUrl({ name }: DemoRepository): string {
  return `https://${codeHost}/${organisationLogin}/${name}`;
}

export function repositoryApi({ name }: DemoRepository): string {
  return `${apiUrl}/repos/${organisationLogin}/${name}`;
}

/** The `repository` of every delivery, without the forty URL templates nobody reads. */
export function repositoryBody(repository: DemoRepository, pushedAt: number) {
  return {
    id: nameId('repository', repository.name),
    name: repository.name,
    full_name: `${organisationLogin}/${repository.name}`,
    private: true,
    owner: {
      login: organisation.login,
      id: organisation.id,
      type: 'Organization',
      html_url: `https://${codeHost}/${organisationLogin}`,
      site_admin: false,
    },
    html_url: webUrl(repository),
    description: repository.description,
    fork: false,
    url: repositoryApi(repository),
    created_at: '2023-02-06T08:30:00Z',
    updated_at: isoSecond(pushedAt),
    pushed_at: isoSecond(pushedAt),
    clone_url: `${webUrl(repository)}.git`,
    language: repository.language,
    archived: false,
    disabled: false,
    visibility: 'private',
    topics: [],
    default_branch: 'main',
  };
}
