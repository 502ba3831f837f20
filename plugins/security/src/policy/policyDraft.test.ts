import { gatePolicySchema } from '@quarterdeck/plugin-security-common';
import {
  bodyOf,
  emptyDraft,
  levelsOf,
  lowestOf,
  problemsOf,
} from './policyDraft';
import { policyFromYaml, policyToYaml } from './policyYaml';

const draft = (some: object = {}, policy: object = {}) => ({
  ...emptyDraft(),
  name: 'A',
  ...some,
  policy: { ...gatePolicySchema.parse({}), ...policy },
});

describe('a draft of a policy', () => {
  it('has no problem once it has a name', () => {
    expect([...problemsOf(draft()).keys()]).toEqual([]);
    expect([...problemsOf(draft({ name: ' ' })).keys()]).toEqual(['/name']);
  });

  it.each([
    ['/scopeRef', draft({ scope: 'system' })],
    [
      '/policy/required/0/max_age',
      draft(
        {},
        { required: [{ kind: 'sast', max_age: 'soon', same_commit: false }] },
      ),
    ],
    [
      '/policy/epss/at_least',
      draft({}, { epss: { at_least: 7, effect: 'fail' } }),
    ],
    ['/policy/grace_days/high', draft({}, { grace_days: { high: -1 } })],
    [
      '/policy/exceptions/0',
      draft({}, { exceptions: [{ active: true, reason: '' }] }),
    ],
    [
      '/policy/licences/allow/0',
      draft(
        {},
        {
          licences: {
            allow: ['MIT OR Apache-2.0'],
            deny: [],
            review: [],
            on_deny: 'fail',
            on_review: 'warn',
          },
        },
      ),
    ],
  ])('says at %s what is wrong', (path, wrong) => {
    expect([...problemsOf(wrong).keys()]).toContain(path);
  });

  it('takes environments as they are written', () => {
    expect(
      bodyOf(draft({ environments: ' production,, staging ' })).environments,
    ).toEqual(['production', 'staging']);
  });

  it('means all levels above the lowest one, and unknown only when named', () => {
    expect(levelsOf('high', false)).toEqual(['critical', 'high']);
    expect(levelsOf('none', true)).toEqual(['unknown']);
    expect(lowestOf(['high'])).toBe('high');
    expect(lowestOf(['unknown'])).toBe('none');
  });
});

describe('a policy as YAML', () => {
  it('comes back as it was', () => {
    const { policy } = draft({}, { grace_days: { high: 3 } });
    expect(policyFromYaml(policyToYaml(policy))).toEqual({ ok: true, policy });
  });

  it('may leave out whatever has a default', () => {
    expect(policyFromYaml('fail_on: [critical]')).toMatchObject({
      ok: true,
      policy: { fail_on: ['critical'], on_error: 'fail' },
    });
    expect(policyFromYaml('')).toMatchObject({ ok: true });
  });

  it.each([
    ['fail_on: [critical', 'line 1'],
    ['scope: all\nfail_on: [urgent]', 'fail_on.0, line 2'],
    ['colour: red', 'the policy'],
    ['a: &x [1]\nb: [*y]', 'the text'],
  ])('names the place of what it cannot read: %j', (text, at) => {
    const read = policyFromYaml(text);
    expect(read).toMatchObject({
      ok: false,
      problems: [{ at: expect.stringContaining(at) }],
    });
  });

  it('follows no aliases into gigabytes', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...[...'bcdefghi'].map(
        (name, at) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${'abcdefgh'[at]}`)
            .join(',')}]`,
      ),
    ].join('\n');
    expect(policyFromYaml(bomb).ok).toBe(false);
  });
});
