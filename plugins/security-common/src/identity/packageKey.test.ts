import { aliasGroups } from './aliasGroups';
import { packageKey, packageNameKey } from './packageKey';
import { canonicalVulnerability } from './vulnerabilityNames';

describe('packageKey', () => {
  it.each([
    [
      { name: 'x', purl: 'pkg:npm/%40scope/a@1.0.0?vcs=git' },
      'pkg:npm/%40scope/a@1.0.0',
    ],
    [
      { name: '@scope/a', version: '1.0.0', ecosystem: 'npm' },
      'pkg:npm/%40scope/a@1.0.0',
    ],
    [
      { name: 'org.acme:core', version: '2.1', ecosystem: 'gradle' },
      'pkg:maven/org.acme/core@2.1',
    ],
    [
      { name: 'x', purl: 'pkg:maven/org.acme/core@2.1?type=jar' },
      'pkg:maven/org.acme/core@2.1',
    ],
    [
      { name: 'Zope.Interface', version: '5', ecosystem: 'pip' },
      'pkg:pypi/zope-interface@5',
    ],
    [
      { name: 'x', purl: 'pkg:golang/example.org/text@v0.3.7' },
      'pkg:golang/example.org/text@0.3.7',
    ],
    [
      { name: 'example.org/text', version: '0.3.7', ecosystem: 'go' },
      'pkg:golang/example.org/text@0.3.7',
    ],
    [
      {
        name: 'x',
        purl: 'pkg:deb/debian/openssl@1.1.1?arch=amd64&distro=debian-11',
      },
      'pkg:deb/debian/openssl@1.1.1',
    ],
    [{ name: 'thing', version: '1' }, 'thing@1'],
    [{ name: 'thing', purl: 'no purl' }, 'thing'],
  ])('%j is %s', (named, key) => {
    expect(packageKey(named)).toBe(key);
  });

  it('names the package whatever its version', () => {
    expect(packageNameKey({ name: 'a', purl: 'pkg:npm/a@1.0.0' })).toBe(
      'pkg:npm/a',
    );
  });

  it('has none without a name', () => {
    expect(packageKey({ name: '' })).toBeUndefined();
  });
});

describe('names of vulnerabilities', () => {
  it('prefers CVE, then GHSA', () => {
    expect(
      canonicalVulnerability([
        'PYSEC-2026-1',
        'GHSA-AAAA-bbbb-cccc',
        'cve-2026-1',
      ]),
    ).toBe('CVE-2026-1');
    expect(canonicalVulnerability([])).toBeUndefined();
  });

  it('groups what stands together anywhere, whatever the order', () => {
    const sets = [
      ['GHSA-a', 'CVE-2026-1'],
      ['PYSEC-2026-9', 'GHSA-a'],
      ['CVE-2026-2'],
    ];
    const groups = aliasGroups(sets);
    expect(groups.map(group => group.key)).toEqual([
      'CVE-2026-1',
      'CVE-2026-2',
    ]);
    expect(groups[0].names).toHaveLength(3);
    expect(aliasGroups([...sets].reverse())).toEqual(groups);
  });
});
