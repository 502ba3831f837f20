import {
  licenseChecker,
  ort,
  ortModel,
} from '../__testUtils__/examples/policies';
import { stringify } from 'yaml';
import { readExample } from '../__testUtils__/readExample';
import { licenceReview } from './licenceReview';

describe('license-checker', () => {
  it('has every package with its licences as written, and what to review', async () => {
    const { components, findings } = await readExample(licenseChecker);
    expect(
      components.map(({ package: { name, licences } }) => [name, licences]),
    ).toEqual([
      ['trim-all', ['MIT']],
      ['@acme/guess', ['MIT*']],
      ['many', ['MIT', 'UNLICENSED']],
      ['own', ['SEE LICENSE IN LICENCE.txt']],
      ['custom', ['Custom: https://example.org/licence']],
      ['nobody', ['UNKNOWN']],
      ['either', ['(MIT OR GPL-3.0-only)']],
      ['free', ['Unlicense']],
    ]);
    expect(
      findings.map(one => [one.package?.name, one.ruleId, one.severity]),
    ).toEqual([
      ['@acme/guess', 'review:guessed', 'medium'],
      ['many', 'review:unlicensed', 'medium'],
      ['own', 'review:own-text', 'medium'],
      ['custom', 'review:own-text', 'medium'],
      ['nobody', 'review:unknown', 'medium'],
    ]);
    expect(findings[0]).toMatchObject({
      kind: 'licence',
      package: { purl: 'pkg:npm/%40acme/guess@1.0.0' },
      locations: [{ path: 'node_modules/@acme/guess' }],
    });
  });

  it('rejects a package without a version, and what is no package', async () => {
    const { rejected, components } = await readExample({
      ...licenseChecker,
      nameless: { licenses: 'MIT' },
      'junk@1.0.0': 7,
    });
    expect(components).toHaveLength(8);
    expect(rejected.map(({ path }) => path)).toEqual([
      '/nameless',
      '/junk@1.0.0',
    ]);
  });

  it.each([
    ['MIT', undefined],
    ['Apache-2.0 WITH LLVM-exception', undefined],
    ['Unlicense', undefined],
    ['UNLICENSED', 'unlicensed'],
    ['BSD*', 'guessed'],
    ['', 'unknown'],
    ['NOASSERTION', 'unknown'],
    ['https://example.org/licence', 'own-text'],
  ])('reviews %s as %s, and corrects nothing', (licence, rule) => {
    expect(licenceReview(licence)?.rule).toBe(rule);
  });
});

describe('ORT', () => {
  it('has violations, what advisors know, and the packages', async () => {
    const { findings, components } = await readExample(ort);
    expect(
      findings.map(({ kind, ruleId, severity }) => [kind, ruleId, severity]),
    ).toEqual([
      ['dependency', 'CVE-2030-10004', 'critical'],
      ['licence', 'COPYLEFT', 'high'],
      ['licence', 'HINTED', 'low'],
    ]);
    expect(findings[1]).toMatchObject({
      remediation: 'Take another one.',
      package: {
        name: 'org.example:runner',
        version: '1.0',
        licences: ['GPL-3.0-only'],
      },
    });
    expect(components[0].package.licences).toEqual(['Apache-2.0']);
  });

  it('reads the evaluated model, where things go by number', async () => {
    const { findings } = await readExample(ortModel);
    expect(findings).toMatchObject([
      {
        ruleId: 'COPYLEFT',
        severity: 'medium',
        package: { name: '@acme/rope', licences: ['GPL-3.0-only'] },
        suppressed: { by: 'policy' },
      },
    ]);
  });
});

describe('ORT as YAML', () => {
  it('says what its JSON says', async () => {
    const { records, figures } = await readExample(ort);
    const yaml = await readExample(`---\n${stringify(ort)}`);
    expect(yaml.format).toBe('ort-yaml');
    expect(yaml.records).toEqual(records);
    expect(yaml.figures).toEqual(figures);
  });

  it('is rejected when aliases would make it large, or when it is no YAML', async () => {
    const level = (name: string, of: string) =>
      `${name}: &${name} [${Array.from({ length: 9 }, () => `*${of}`)}]\n`;
    const bomb = `repository:\n  vcs: {}\na: &a [1]\n${level('b', 'a')}${level(
      'c',
      'b',
    )}${level('d', 'c')}${level('e', 'd')}`;
    await expect(readExample(bomb)).rejects.toThrow('too often');
    await expect(
      readExample('repository:\n  vcs: {}\n  x: [1, "a\n'),
    ).rejects.toThrow('not valid YAML');
  });
});
