import {
  deploymentBaseline,
  deploymentKind,
  KindFacts,
} from './deploymentKind';
import { releaseKey, releaseLabel } from './deploymentRelease';

const facts: KindFacts = {
  release: 'version 2',
  previousRelease: 'version 1',
  ranEarlier: false,
  labels: [],
  remediates: false,
};

describe('deploymentKind', () => {
  it.each<[string, Partial<KindFacts>, string]>([
    ['a new release', {}, 'planned'],
    ['the first one', { previousRelease: null }, 'planned'],
    ['V1→V1', { previousRelease: 'version 2' }, 'redeploy'],
    [
      'V1→V1 with another configuration',
      { previousRelease: 'version 2', sha: 'b', previousSha: 'a' },
      'config',
    ],
    ['V1→V2→V3→V1', { ranEarlier: true }, 'rollback'],
    [
      'V1→V1→V1',
      { previousRelease: 'version 2', ranEarlier: true },
      'redeploy',
    ],
    ['a hotfix branch', { ref: 'refs/heads/hotfix/pool' }, 'hotfix'],
    ['a hotfix tag', { ref: 'v1.2.4-hotfix.1' }, 'hotfix'],
    ['a branch about hotfixing', { ref: 'docs/hotfixing' }, 'planned'],
    ['a labelled change', { labels: ['type: hotfix'] }, 'hotfix'],
    ['another label', { labels: ['hotfixable'] }, 'planned'],
    ['one that repairs another', { remediates: true }, 'hotfix'],
    [
      'back to what ran, by a hotfix branch',
      { ranEarlier: true, ref: 'hotfix/a' },
      'rollback',
    ],
    ['a task of configuration', { task: 'config:flags' }, 'config'],
    ['no release is known', { release: null }, 'planned'],
  ])('%s', (_name, change, kind) => {
    expect(deploymentKind({ ...facts, ...change })).toEqual({
      kind,
      from: 'rule',
    });
  });

  it("takes the source's word before any rule", () => {
    expect(
      deploymentKind({ ...facts, ranEarlier: true, told: 'planned' }),
    ).toEqual({ kind: 'planned', from: 'source' });
  });
});

describe('deploymentBaseline', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString();
  it.each([
    ['the first of a chain', null, 'first'],
    ['60 days after', at(1), null],
    ['61 days after', at(0), 'gap'],
  ])('%s', (_name, previous, baseline) => {
    expect(deploymentBaseline(at(61), previous)).toBe(baseline);
  });
});

describe('releaseKey', () => {
  const both = { sha: 'abc', version: '1.0.0' };
  it.each([
    ['the commit before the version', both, 'commit abc'],
    [
      'the version before the commit of a GitOps repository',
      { ...both, strategy: 'gitops_sync' },
      'version 1.0.0',
    ],
    [
      'all commits of several repositories, in any order',
      {
        sha: 'b',
        revisions: [
          { repo: 'two', sha: 'b' },
          { repo: 'one', sha: 'a' },
        ],
      },
      'commit one@a,two@b',
    ],
    [
      'the digest of an artifact',
      { artifacts: [{ name: 'image', digest: 'sha256:1' }] },
      'digest sha256:1',
    ],
    ['nothing', {}, null],
  ])('%s', (_name, release, key) => {
    expect(releaseKey(release)).toBe(key);
  });

  it.each([
    [{ version: '5.1', sha: 'abcdef123' }, '5.1'],
    [{ ref: 'refs/tags/v2.0.1', sha: 'abcdef123' }, 'v2.0.1'],
    [{ ref: 'main', sha: 'abcdef123' }, 'abcdef1'],
    [{}, null],
  ])('is called by what people know (%j)', (release, label) => {
    expect(releaseLabel(release)).toBe(label);
  });
});
