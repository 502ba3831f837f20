import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { inCode, inPackage, leaked } from '../__testUtils__/scanFindings';
import {
  canonicalText,
  findingIdentity,
  identityKeysMax,
} from './findingIdentity';
import { ScanFinding } from './scanFinding';
import { sha256 } from './sha256';

const keys = (finding: ScanFinding) => findingIdentity(finding).keys;
const first = (finding: ScanFinding) => keys(finding)[0];
const meets = (a: ScanFinding, b: ScanFinding) =>
  keys(a).some(key => keys(b).includes(key));
const at = (place: ScanFinding['locations'][number]) => ({
  locations: [place],
});

describe('identity, for every kind', () => {
  it('tells "ab" and "c" from "a" and "bc"', () => {
    expect(canonicalText(['ab', 'c'])).not.toBe(canonicalText(['a', 'bc']));
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.string(), { nil: undefined }), { maxLength: 5 }),
        fc.array(fc.option(fc.string(), { nil: undefined }), { maxLength: 5 }),
        (a, b) => {
          const same =
            a.length === b.length && a.every((item, i) => item === b[i]);
          expect(canonicalText(a) === canonicalText(b)).toBe(same);
        },
      ),
    );
  });

  it('keeps the case of paths', () => {
    expect(first(inCode(at({ path: 'Foo.java' })))).not.toBe(
      first(inCode(at({ path: 'foo.java' }))),
    );
  });

  it('has a version, and never more keys than are kept', () => {
    const found = findingIdentity(
      inCode({ fingerprints: { 'hash/v1': 'a', 'hash/v2': 'b', other: 'c' } }),
    );
    expect(found.version).toBe(1);
    expect(found.keys.length).toBeLessThanOrEqual(identityKeysMax);
    expect(new Set(found.keys).size).toBe(found.keys.length);
  });

  it.each([
    ['code', inCode()],
    ['a package', inPackage()],
    ['a secret', leaked()],
    ['configuration', inCode({ kind: 'iac' })],
    ['an address', inCode({ kind: 'dast' })],
    ['a licence', inPackage({ kind: 'licence' })],
  ])('knows %s again whatever its severity, text and line', (_, finding) => {
    const [place] = finding.locations;
    const again = {
      ...finding,
      severity: 'low',
      title: 'other words',
      description: 'Fixed version: 9.9.9',
      package: finding.package && {
        ...finding.package,
        fixedVersions: ['9.9.9'],
      },
      locations: place ? [{ ...place, startLine: 1000 }] : [],
    };
    expect(first(again)).toBe(first(finding));
  });

  it('is the same with a native hash', () => {
    const hash = (text: string) =>
      createHash('sha256').update(text).digest('hex');
    for (const finding of [inCode(), inPackage(), leaked()]) {
      expect(findingIdentity(finding, { hash })).toEqual(
        findingIdentity(finding),
      );
    }
  });
});

describe('sha256', () => {
  it('is that of the platform', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), text => {
        const bytes = new TextEncoder().encode(text);
        expect(sha256(text)).toBe(
          createHash('sha256').update(bytes).digest('hex'),
        );
      }),
    );
  });
});

describe('identity of code', () => {
  const printed = (prints: Record<string, string>, path = 'src/a.ts') =>
    inCode({ fingerprints: prints, ...at({ path, startLine: 3 }) });

  it('is rule, path and fingerprint together: a fingerprint alone is none', () => {
    const one = printed({ lineHash: 'x:1' });
    expect(first(one)).not.toBe(
      first(printed({ lineHash: 'x:1' }, 'src/b.ts')),
    );
    expect(first(one)).not.toBe(first({ ...one, ruleId: 'xss' }));
    expect(first(one)).not.toBe(first(printed({ lineHash: 'x:2' })));
  });

  it.each([
    ['primaryLocationStartColumnFingerprint', '7'],
    ['scanFileHash', 'abcdef'],
    ['commitSha', 'abcdef'],
    ['author', 'somebody'],
  ])('does not look at %s', (name, value) => {
    const prints = { primaryLocationLineHash: 'x:1' };
    expect(keys(printed({ ...prints, [name]: value }))).toEqual(
      keys(printed(prints)),
    );
  });

  it('looks at the line hash', () => {
    expect(first(printed({ primaryLocationLineHash: 'x:1' }))).not.toBe(
      first(printed({ primaryLocationLineHash: 'y:1' })),
    );
  });

  it('agrees by the greatest common version of a fingerprint', () => {
    const old = printed({ 'hash/v1': 'a' });
    const both = printed({ 'hash/v1': 'a', 'hash/v2': 'b' });
    const fresh = printed({ 'hash/v2': 'b' });
    expect(keys(both)).toContain(first(old));
    expect(keys(both)).toContain(first(fresh));
  });

  it('takes "requires login" for no fingerprint and no code', () => {
    const free = inCode({
      fingerprints: { fingerprint: 'requires login' },
      ...at({ path: 'a.py', startLine: 3, snippet: 'requires login' }),
    });
    expect(keys(free)).toEqual(
      keys(inCode(at({ path: 'a.py', startLine: 3 }))),
    );
  });

  it('falls back to the code without its spaces', () => {
    const one = inCode(
      at({ path: 'a.ts', startLine: 2, snippet: 'if (a) b()' }),
    );
    const two = inCode(
      at({ path: 'a.ts', startLine: 900, snippet: 'if (a)\n  b()' }),
    );
    expect(first(one)).toBe(first(two));
  });

  it('follows a file that moved', () => {
    const one = inCode(at({ path: 'a.ts', snippet: 'evil()' }));
    const moved = inCode(at({ path: 'lib/b.ts', snippet: 'evil()' }));
    expect(first(one)).not.toBe(first(moved));
    expect(meets(one, moved)).toBe(true);
  });

  it('follows code that changed, at nearly the same line', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: -4, max: 4 }),
        (line, by) => {
          const a = inCode(at({ path: 'a', startLine: line, snippet: 'x' }));
          const b = inCode(
            at({ path: 'a', startLine: Math.max(1, line + by), snippet: 'y' }),
          );
          expect(meets(a, b)).toBe(true);
        },
      ),
    );
    const far = inCode(at({ path: 'a', startLine: 500, snippet: 'y' }));
    expect(
      meets(inCode(at({ path: 'a', startLine: 1, snippet: 'x' })), far),
    ).toBe(false);
  });

  it('knows a rule by its parent and by its other names', () => {
    const part = inCode({ ruleId: 'CA1000/1' });
    expect(meets(part, inCode({ ruleId: 'CA1000' }))).toBe(true);
    const ruleAliases = new Map([['old-name', 'sql-injection']]);
    expect(
      findingIdentity(inCode({ ruleId: 'old-name' }), { ruleAliases }).keys,
    ).toEqual(keys(inCode()));
  });

  it('finds what was stored under an older name of the rule, and is known by the newer', () => {
    const old = inCode({ ruleId: 'CA0999' });
    const now = inCode({ ruleId: 'CA1000', formerRuleIds: ['CA0999'] });
    expect(keys(now)).toContain(keys(old)[0]);
    expect(first(now)).toBe(first(inCode({ ruleId: 'CA1000' })));
    expect(meets(inCode({ ruleId: 'CA1000' }), old)).toBe(false);
  });

  it('of SonarQube is the key of the issue, else rule, file and line text', () => {
    const sonar = (more: Partial<ScanFinding>) =>
      inCode({ tool: { name: 'SonarQube' }, ...more });
    expect(
      first(sonar({ fingerprints: { key: 'AX1' }, ...at({ path: 'a' }) })),
    ).toBe(
      first(sonar({ fingerprints: { key: 'AX1' }, ...at({ path: 'b' }) })),
    );
    expect(
      first(sonar({ fingerprints: { hash: 'h' }, ...at({ path: 'a' }) })),
    ).not.toBe(
      first(sonar({ fingerprints: { hash: 'h' }, ...at({ path: 'b' }) })),
    );
  });

  it('does not make one of two that differ: an ordinal tells them apart', () => {
    expect(findingIdentity(inCode()).collapses).toBe(false);
  });
});

describe('identity of secrets', () => {
  it('is rule, path and the value', () => {
    expect(first(leaked(at({ path: 'ops/seed.sh', startLine: 99 })))).toBe(
      first(leaked()),
    );
    expect(first(leaked({ secret: { hmac: 'cd'.repeat(32) } }))).not.toBe(
      first(leaked()),
    );
    expect(first(leaked(at({ path: 'b.sh' })))).not.toBe(first(leaked()));
    expect(findingIdentity(leaked()).collapses).toBe(true);
  });

  it('takes another value in the same line for another secret', () => {
    expect(meets(leaked(), leaked({ secret: { hmac: 'cd'.repeat(32) } }))).toBe(
      false,
    );
  });

  it('uses the fingerprint, then the line, only when redacted', () => {
    const redacted = leaked({
      secret: {},
      fingerprints: { gitleaks: 'abc:ops/seed.sh:cloud-key:4' },
    });
    const bare = leaked({ secret: {} });
    expect(meets(redacted, bare)).toBe(true);
    expect(first(bare)).not.toBe(
      first(
        leaked({ secret: {}, ...at({ path: 'ops/seed.sh', startLine: 5 }) }),
      ),
    );
    const full = leaked({ fingerprints: redacted.fingerprints });
    expect(meets(full, redacted)).toBe(true);
  });
});

describe('identity of packages', () => {
  it('is vulnerability, package and target', () => {
    const one = inPackage();
    expect(first(one)).not.toBe(first(inPackage({ target: 'api/go.sum' })));
    expect(first(one)).not.toBe(
      first(inPackage({ vulnerabilityIds: ['CVE-2026-2'] })),
    );
  });

  it.each([
    ['qualifiers', 'pkg:npm/left-hook@1.2.3?arch=x'],
    ['a subpath', 'pkg:npm/left-hook@1.2.3#lib'],
    ['no version', 'pkg:npm/left-hook'],
  ])('does not look at %s of the package URL', (_, purl) => {
    const named = { name: 'left-hook', version: '1.2.3', purl };
    expect(first(inPackage({ package: named }))).toBe(first(inPackage()));
  });

  it('is the same by name, version and ecosystem without a URL', () => {
    const named = {
      name: 'left-hook',
      version: '1.2.3',
      ecosystem: 'node-pkg',
    };
    expect(first(inPackage({ package: named }))).toBe(first(inPackage()));
    expect(
      meets(
        inPackage({ package: { name: 'left-hook', version: '1.2.3' } }),
        inPackage(),
      ),
    ).toBe(true);
  });

  it('does not look at digest and tag of an image', () => {
    const image = (target: string) => inPackage({ kind: 'container', target });
    const one = first(image('registry.example:5000/shop/app:1.0'));
    expect(first(image('registry.example:5000/shop/app:2.0'))).toBe(one);
    expect(first(image('registry.example:5000/shop/app@sha256:ab12'))).toBe(
      one,
    );
    expect(first(image('registry.example:5000/shop/api:1.0'))).not.toBe(one);
  });

  it('is found again when a scanner learns the CVE', () => {
    expect(
      meets(
        inPackage({ vulnerabilityIds: ['GHSA-aaaa-bbbb-cccc'] }),
        inPackage(),
      ),
    ).toBe(true);
  });

  it('of audits is advisory and package, whatever paths and versions', () => {
    const audit = (more: Partial<ScanFinding>) =>
      inPackage({ tool: { name: 'npm audit' }, ...more });
    const one = audit({ fingerprints: { npmAdvisory: '1001' } });
    expect(
      first(
        audit({
          target: undefined,
          fingerprints: { npmAdvisory: '1001' },
          package: { name: 'left-hook', version: '2.0.0' },
        }),
      ),
    ).toBe(first(one));
    expect(
      meets(
        one,
        audit({ vulnerabilityIds: [], fingerprints: { npmAdvisory: '1001' } }),
      ),
    ).toBe(true);
    const git = (hash: string) =>
      first(audit({ package: { name: `git-${hash}`.replace('git-', '') } }));
    expect(git('a'.repeat(64))).toBe(git('b'.repeat(64)));
  });
});

describe('identity of configuration', () => {
  const check = (more: Partial<ScanFinding>) =>
    inCode({ kind: 'iac', ruleId: 'CHK_1', ...more });

  it('is check, file and resource', () => {
    const bucket = (name: string, startLine: number) =>
      check(at({ path: 'main.tf', name, startLine }));
    expect(first(bucket('bucket.logs', 1))).toBe(
      first(bucket('bucket.logs', 9)),
    );
    expect(first(bucket('bucket.logs', 1))).not.toBe(
      first(bucket('bucket.data', 1)),
    );
    expect(
      meets(bucket('bucket.logs', 1), check(at({ path: 'main.tf' }))),
    ).toBe(true);
  });

  it('of a rule without a name is what it says: another message is another finding', () => {
    const says = (message: string) =>
      check({
        kind: 'policy',
        fingerprints: { message },
        locations: [{ path: 'web.yaml' }],
      });
    expect(first(says('No limit'))).toBe(first(says('No limit')));
    expect(meets(says('No limit'), says('Runs as root'))).toBe(false);
  });

  it('of Dockerfiles is code, file and instruction', () => {
    const line = (snippet: string, startLine: number) =>
      check(at({ path: 'Dockerfile', snippet, startLine }));
    expect(first(line('RUN apt  install', 3))).toBe(
      first(line('RUN apt install', 8)),
    );
    expect(first(line('RUN a', 3))).not.toBe(first(line('RUN b', 3)));
  });

  it.each(['KSV012', 'KSV-0012', 'AVD-KSV-0012'])('knows %s', ruleId => {
    expect(first(check({ tool: { name: 'Trivy' }, ruleId }))).toBe(
      first(check({ tool: { name: 'Trivy' }, ruleId: 'KSV-012' })),
    );
  });
});

describe('identity of addresses', () => {
  const found = (url: string, more: Partial<ScanFinding> = {}) =>
    inCode({
      kind: 'dast',
      ruleId: '10055-4',
      tool: { name: 'Prober' },
      fingerprints: { pluginId: '10055' },
      locations: [{ url, method: 'get', parameter: 'q' }],
      ...more,
    });

  it('is plugin, alert, method, path and parameter', () => {
    const one = first(found('https://shop.example/items/17?q=1#top'));
    expect(first(found('https://other.example/items/94'))).toBe(one);
    expect(first(found('https://shop.example/carts/17'))).not.toBe(one);
    expect(
      first(found('https://shop.example/items/17', { ruleId: '10055-5' })),
    ).not.toBe(one);
  });

  it('of an alert with all its places does not hang on the first of them', () => {
    const alert = (urls: string[], target = 'https://shop.example') =>
      found('', {
        tool: { name: 'OWASP ZAP' },
        target,
        locations: urls.map(url => ({ url })),
      });
    expect(first(alert(['/a', '/b']))).toBe(first(alert(['/c'])));
    expect(meets(alert(['/a']), alert(['/b'], 'https://pr-7.example'))).toBe(
      true,
    );
  });
});

describe('identity of licences', () => {
  it('is package and declared expression', () => {
    const licence = (licences: string[], version: string) =>
      first(
        inPackage({
          kind: 'licence',
          package: { name: 'a', ecosystem: 'npm', version, licences },
        }),
      );
    expect(licence(['MIT*'], '1.0.0')).toBe(licence(['MIT*'], '1.1.0'));
    expect(licence(['MIT*'], '1.0.0')).not.toBe(licence(['GPL-3.0'], '1.0.0'));
  });
});
