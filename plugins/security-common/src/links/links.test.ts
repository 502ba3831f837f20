import { codeLink } from './codeLink';
import { repositoryAt, repositoryOf } from './repository';
import { runLink } from './runLink';

const at = { commit: 'abc1234', branch: 'main' };
const place = { path: 'src/a b.ts', startLine: 3, endLine: 5 };

describe('the repository of an entity', () => {
  it.each([
    [
      { 'github.com/project-slug': 'acme/shop' },
      { forge: 'github', url: 'https://github.com/acme/shop', folder: '' },
    ],
    [
      {
        'github.com/project-slug': 'acme/other',
        'backstage.io/source-location':
          'url:https://github.acme.example/acme/shop/tree/main/services/till/',
      },
      {
        forge: 'github',
        host: 'github.acme.example',
        url: 'https://github.acme.example/acme/shop',
        folder: 'services/till',
      },
    ],
    [
      {
        'backstage.io/source-location':
          'url:https://gitlab.com/acme/deep/shop/-/tree/main/',
      },
      { forge: 'gitlab', url: 'https://gitlab.com/acme/deep/shop' },
    ],
    [
      { 'bitbucket.org/project-slug': 'acme/shop' },
      { forge: 'bitbucket', url: 'https://bitbucket.org/acme/shop' },
    ],
    [
      {
        'dev.azure.com/project-repo': 'Till/shop',
        'dev.azure.com/host-org': 'dev.azure.com/acme',
      },
      { forge: 'azure', url: 'https://dev.azure.com/acme/Till/_git/shop' },
    ],
  ])('%j', (annotations, expected) => {
    expect(
      repositoryOf(annotations as Readonly<Record<string, string>>),
    ).toMatchObject(expected);
  });

  it('is none where nothing names one, or what does is no address', () => {
    expect(repositoryOf({})).toBeUndefined();
    expect(
      repositoryOf({ 'backstage.io/source-location': 'data:text/html,x' }),
    ).toBeUndefined();
    expect(repositoryAt('https://code.example/acme/shop')).toBeUndefined();
  });
});

describe('a link to code', () => {
  const link = (url: string, place_ = place, where = at) => {
    const repository = repositoryAt(url);
    return repository ? codeLink(repository, place_, where) : undefined;
  };
  it.each([
    [
      'https://github.com/acme/shop',
      'https://github.com/acme/shop/blob/abc1234/src/a%20b.ts#L3-L5',
    ],
    [
      'https://gitlab.acme.example/acme/shop',
      'https://gitlab.acme.example/acme/shop/-/blob/abc1234/src/a%20b.ts#L3-5',
    ],
    [
      'https://bitbucket.org/acme/shop',
      'https://bitbucket.org/acme/shop/src/abc1234/src/a%20b.ts#lines-3:5',
    ],
    [
      'https://dev.azure.com/acme/till/_git/shop',
      'https://dev.azure.com/acme/till/_git/shop?path=%2Fsrc%2Fa+b.ts&version=GCabc1234&line=3&lineEnd=6&lineStartColumn=1&lineEndColumn=1',
    ],
  ])('of %s', (url, expected) => {
    expect(link(url)).toBe(expected);
  });

  it('goes to the branch where no commit is known, and nowhere without either', () => {
    const where = { commit: null, branch: 'release/1' };
    expect(
      codeLink(
        { forge: 'github', host: 'h', url: 'https://h/a/b', folder: '' },
        { path: 'a.ts' },
        where,
      ),
    ).toBe('https://h/a/b/blob/release/1/a.ts');
    expect(
      link('https://github.com/acme/shop', place, {
        ...at,
        commit: null as never,
        branch: null as never,
      }),
    ).toBeNull();
  });

  it.each(['../../settings', '/etc/passwd', 'data:text/html,x', 'C:/x'])(
    'does not follow %s out of the repository',
    path => {
      expect(
        link('https://github.com/acme/shop', { ...place, path }),
      ).toBeNull();
    },
  );
});

describe('a link to a run', () => {
  it.each([
    [
      'https://github.com/acme/shop',
      'github.com',
      'https://github.com/acme/shop/actions/runs/77',
    ],
    [
      'https://gitlab.com/acme/shop',
      'gitlab.com',
      'https://gitlab.com/acme/shop/-/pipelines/77',
    ],
    [
      'https://bitbucket.org/acme/shop',
      'bitbucket.org',
      'https://bitbucket.org/acme/shop/pipelines/results/77',
    ],
    [
      'https://dev.azure.com/acme/till/_git/shop',
      'dev.azure.com',
      'https://dev.azure.com/acme/till/_build/results?buildId=77',
    ],
    ['https://github.com/acme/shop', 'ci.acme.example', null],
  ])('of %s by %s', (url, instance, expected) => {
    expect(runLink(repositoryAt(url), { instance, externalId: '77' })).toBe(
      expected,
    );
  });
});
