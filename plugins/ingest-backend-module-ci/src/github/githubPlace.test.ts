import { githubPlace, githubRepositorySchema } from './githubPlace';

function instanceOf(repository: object, enterpriseHost?: string) {
  return githubPlace(
    githubRepositorySchema.parse({ full_name: 'acme/shop', ...repository }),
    enterpriseHost,
  )?.instance;
}

describe('instance of a repository', () => {
  it.each<[string, object, string | undefined, string | undefined]>([
    [
      'the host of its page',
      { html_url: 'https://GitHub.com/acme/shop' },
      undefined,
      'github.com',
    ],
    [
      'an Enterprise server with port',
      { html_url: 'https://git.acme.example:8443/acme/shop' },
      undefined,
      'git.acme.example:8443',
    ],
    [
      'github.com by its API',
      { url: 'https://api.github.com/repos/acme/shop' },
      undefined,
      'github.com',
    ],
    [
      'a data-residency host by its API',
      { url: 'https://api.acme.ghe.com/repos/acme/shop' },
      undefined,
      'acme.ghe.com',
    ],
    [
      'an Enterprise server by its API',
      { url: 'https://git.acme.example/api/v3/repos/acme/shop' },
      undefined,
      'git.acme.example',
    ],
    [
      'the header of an Enterprise server',
      {},
      'git.acme.example',
      'git.acme.example',
    ],
    [
      'the body before the header',
      { html_url: 'https://github.com/acme/shop' },
      'git.acme.example',
      'github.com',
    ],
    [
      'nothing with a script link',
      // eslint-disable-next-line no-script-url
      { html_url: 'javascript:alert(1)' },
      undefined,
      undefined,
    ],
    [
      'nothing with user info',
      { html_url: 'https://github.com@evil.example/a/b' },
      undefined,
      undefined,
    ],
    ['nothing without any', {}, undefined, undefined],
  ])('is %s', (_, repository, header, instance) => {
    expect(instanceOf(repository, header)).toBe(instance);
  });
});
