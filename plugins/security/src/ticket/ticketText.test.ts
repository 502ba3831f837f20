import { sampleFinding } from '../__testUtils__/sampleFindings';
import { newIssueUrl, ticketText } from './ticketText';

const origin = 'https://portal.example';

describe('the text of an issue', () => {
  it('says what to raise to which version, and where the finding is', () => {
    const { title, body } = ticketText([sampleFinding('f1')], origin);
    expect(title).toBe('Raise qs-like to 6.5.3');
    expect(body).toContain('Fix: raise qs-like to 6.5.3');
    expect(body).toContain('https://portal.example/security/findings/f1');
  });

  it('names what brings it in, as it is installed', () => {
    const { body } = ticketText(
      [
        {
          ...sampleFinding('f1'),
          fix: {
            fixedVersions: ['6.5.3'],
            upgrade: [{ name: 'web-kit', version: '4.0.0' }],
            alsoFixes: 2,
            remediation: null,
          },
        },
      ],
      origin,
    );
    expect(body).toContain(
      'Fix: raise qs-like to 6.5.3, which comes with web-kit 4.0.0',
    );
  });

  it('lists several, and counts those of several packages', () => {
    const { title, body } = ticketText(
      [
        sampleFinding('f1'),
        sampleFinding('f2', { package: null, title: 'A weak hash' }),
      ],
      origin,
    );
    expect(title).toBe('Fix 2 findings');
    expect(body.match(/^- /gm)).toHaveLength(2);
  });

  it('lets no text of a tool become a link, a picture or a mention', () => {
    const { title, body } = ticketText(
      [
        sampleFinding('f1', {
          package: null,
          title: 'x\n# Hi @everyone ![p](https://evil.example/p.png) <b>',
        }),
      ],
      origin,
    );
    expect(title).not.toContain('\n');
    expect(body).not.toMatch(
      /@everyone|!\[|[^\\]]\(|evil\.example\/\/|:\/\/evil|<b>|^#/m,
    );
  });
});

describe('the address of a new issue', () => {
  const text = { title: 'A & B', body: 'why' };
  it.each([
    ['github', 'https://github.com/a/b', '/issues/new?title=A+%26+B&body=why'],
    [
      'gitlab',
      'https://gitlab.example/a/b',
      '/-/issues/new?issue%5Btitle%5D=A+%26+B&issue%5Bdescription%5D=why',
    ],
    [
      'bitbucket',
      'https://bitbucket.org/a/b',
      '/issues/new?title=A+%26+B&content=why',
    ],
  ] as const)('is known for %s', (forge, url, rest) => {
    expect(newIssueUrl({ forge, url }, text)).toEqual({
      url: `${url}${rest}`,
      withBody: true,
    });
  });

  it('is of the project, not of the repository, at Azure DevOps', () => {
    const { url } = newIssueUrl(
      { forge: 'azure', url: 'https://dev.azure.com/o/p/_git/r' },
      text,
    );
    expect(url).toMatch(/^https:\/\/dev\.azure\.com\/o\/p\/_workitems\/create/);
  });

  it('leaves the body out when the address would be cut', () => {
    const made = newIssueUrl(
      { forge: 'github', url: 'https://github.com/a/b' },
      { title: 'A', body: 'x'.repeat(7000) },
    );
    expect(made).toEqual({
      url: 'https://github.com/a/b/issues/new?title=A',
      withBody: false,
    });
  });
});
