import { codeHost, organisationLogin, Person } from '../organisation/people';
import { digest } from '../history/random';

/** A number that a name always gets. */
export function nameId(...name: string[]): number {
  return parseInt(digest('id', ...name).slice(0, 7), 16);
}

export const apiUrl = `https://${codeHost}/api/v3`;

/** An account as every delivery repeats it. */
export function account(person: Person) {
  const page = person.login.replace('[bot]', '');
  return {
    login: person.login,
    id: nameId('account', person.login),
    avatar_url: '',
    url: `${apiUrl}/users/${person.login}`,
    html_url: `https://${codeHost}/${page}`,
    type: person.kind,
    site_admin: false,
  };
}

export const organisation = {
  login: organisationLogin,
  id: nameId('organisation', organisationLogin),
  url: `${apiUrl}/orgs/${organisationLogin}`,
  avatar_url: '',
  description: 'A shop on the water',
};
