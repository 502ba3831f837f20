import {
  GithubCredentialsProvider,
  SingleInstanceGithubCredentialsProvider,
} from '@backstage/integration';
import { OutboundTarget } from './outboundConfig';

/** The token for a call to a target; `undefined`: it needs none. */
export type TokenOf = (
  target: OutboundTarget,
  url: string,
) => Promise<string | undefined>;

/** Owner and repository of an address below GitHub's API. */
const repositoryOf = (target: OutboundTarget, url: string) =>
  /^\/?repos\/([^/]+\/[^/]+)\//.exec(
    url.slice(target.url.replace(/\/$/, '').length),
  )?.[1];

/**
 * Tokens by configuration, and by a GitHub App: its installation on the
 * repository's owner gives one for an hour, which is kept until shortly before.
 */
export function createTargetTokens(): TokenOf {
  const providers = new Map<string, GithubCredentialsProvider>();
  const providerOf = ({ id, url, app }: OutboundTarget) => {
    const known = providers.get(id);
    if (known || !app) return known;
    const made = SingleInstanceGithubCredentialsProvider.create({
      host: new URL(url).host,
      apiBaseUrl: url.replace(/\/$/, ''),
      // Those of signing people in, which this does not do.
      apps: [{ ...app, clientId: '', clientSecret: '' }],
    });
    providers.set(id, made);
    return made;
  };
  return async (target, url) => {
    const provider = providerOf(target);
    if (!provider) return target.token;
    const repository = repositoryOf(target, url);
    if (!repository) {
      throw new Error('A GitHub App can only call below /repos/owner/name');
    }
    const { token } = await provider.getCredentials({
      url: `https://${new URL(target.url).host}/${repository}`,
    });
    if (token) return token;
    const [owner] = repository.split('/');
    throw new Error(`The GitHub App is not installed on "${owner}"`);
  };
}
