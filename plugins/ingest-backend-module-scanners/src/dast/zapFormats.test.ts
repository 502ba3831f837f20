import { zap } from '../__testUtils__/examples/scanners';
import { zapXml } from '../__testUtils__/examples/xml';
import { readExample } from '../__testUtils__/readExample';
import { templatedPath } from './templatedPath';
import { plainText } from './zapAlert';

describe('OWASP ZAP', () => {
  it('has one finding for an alert, its places as locations; confidence 0 is a false positive', async () => {
    const { findings } = await readExample(zap);
    expect(findings).toMatchObject([
      {
        kind: 'dast',
        tool: { name: 'OWASP ZAP', version: '2.15.0' },
        ruleId: '10055-4',
        title: 'CSP: Wildcard Directive',
        description: 'It allows "all".\nOf it.',
        severity: 'medium',
        confidence: 'high',
        cwes: [693],
        target: 'https://shop.example.org',
        occurrences: 2,
        locations: [
          {
            method: 'GET',
            url: 'https://shop.example.org/orders/42?page=2#top',
            path: '/orders/{id}',
            parameter: 'Content-Security-Policy',
          },
          { method: 'POST', path: '/' },
        ],
        references: ['https://example.org/csp'],
        fingerprints: { pluginId: '10055' },
      },
      {
        ruleId: '10055-5',
        suppressed: { by: 'tool', reason: 'False positive (confidence 0)' },
      },
      { ruleId: '10055-6', severity: 'unknown', locations: [] },
    ]);
  });

  it('reads the same from XML', async () => {
    const { findings, figures } = await readExample(zapXml);
    expect(findings).toMatchObject([
      {
        ruleId: '10055-4',
        severity: 'high',
        confidence: 'medium',
        target: 'https://shop.example.org',
        description: 'It allows all.',
        locations: [{ path: '/orders/{id}', parameter: 'id', method: 'GET' }],
      },
      { ruleId: '40012', suppressed: { by: 'tool' } },
    ]);
    expect(figures.summary).toMatchObject({ findings: 1, suppressed: 1 });
  });

  it('reads the alerts of its API, an alert of a site once with its places', async () => {
    const alert = (url: string, more: object = {}) => ({
      pluginId: '10055',
      alertRef: '10055-4',
      alert: 'CSP: Wildcard Directive',
      risk: 'Medium',
      confidence: 'High',
      cweid: '693',
      method: 'GET',
      param: 'Content-Security-Policy',
      description: 'It allows all.',
      url,
      ...more,
    });
    const { format, findings, rejected } = await readExample({
      alerts: [
        alert('https://shop.example.org/orders/42?page=2'),
        alert('https://shop.example.org/'),
        alert('https://shop.example.org/', { confidence: 'False Positive' }),
        alert('https://admin.example.org/', { risk: 'Informational' }),
        { risk: 'High', url: 'https://shop.example.org/' },
      ],
    });
    expect(format).toBe('zap-json');
    expect(findings).toMatchObject([
      {
        ruleId: '10055-4',
        severity: 'medium',
        confidence: 'high',
        cwes: [693],
        target: 'https://shop.example.org',
        occurrences: 2,
        locations: [{ path: '/orders/{id}', method: 'GET' }, { path: '/' }],
      },
      { target: 'https://shop.example.org', suppressed: { by: 'tool' } },
      { target: 'https://admin.example.org', severity: 'info' },
    ]);
    expect(rejected.map(({ path }) => path)).toEqual(['/alerts/4/pluginid']);
  });

  it('rejects an alert that has no name at all, by its place', async () => {
    const { rejected, findings } = await readExample(
      zapXml
        .replace('<pluginid>40012</pluginid>', '')
        .replace('<alert>Reflected</alert>', ''),
    );
    expect(findings).toHaveLength(1);
    expect(rejected.map(({ path }) => path)).toEqual([
      '/OWASPZAPReport/site/alerts/alertitem[2]/pluginid',
    ]);
  });
});

describe('templatedPath', () => {
  it.each([
    ['https://shop.example.org', '/'],
    ['https://shop.example.org/a/b?c=1#d', '/a/b'],
    ['http://h:8080/orders/42/items/7', '/orders/{id}/items/{id}'],
    ['http://h/u/00000000-0000-4000-8000-000000000001', '/u/{id}'],
    ['http://h/o/507f1f77bcf86cd799439011', '/o/{id}'],
    ['http://h/v2/decade', '/v2/decade'],
    ['/only/a/path?x', '/only/a/path'],
  ])('of %s is %s', (address, path) => {
    expect(templatedPath(address)).toBe(path);
  });
});

describe('plainText', () => {
  it('is text, whatever tags stand in it', () => {
    expect(plainText('<p>a &lt; b &amp; c</p><script>x</script><p>d')).toBe(
      'a < b & c\nx\nd'.replace('x\nd', 'xd'),
    );
    expect(plainText('<p></p>')).toBeUndefined();
    expect(plainText(`a${' '.repeat(39_000)}\nb`)).toBe('a\nb');
  });
});
