import { policyApprovalSchema } from '../policy/deliveryPolicy';
import { decideRollback } from './decideRollback';
import { groupRef, refusalToApprove } from './mayApprove';

const approvals = [policyApprovalSchema.parse({ groups: ['release'] })];
const ada = {
  ref: 'user:default/ada',
  claims: ['user:default/ada', 'group:default/release'],
  names: ['Ada-L', 'Ada Lovelace'],
};
const nia = { login: 'nia', trusted: true };

describe('who may approve', () => {
  it.each([
    ['release', 'group:default/release'],
    ['Team/Release', 'group:team/release'],
    ['user:ada', 'user:default/ada'],
    ['group:a/b', 'group:a/b'],
  ])('%s means %s', (text, ref) => {
    expect(groupRef(text)).toBe(ref);
  });

  it.each([
    ['a member', {}, /^may$/],
    ['nobody is asked', { approvals: [] }, /asks nobody/],
    ['a second time', { voted: [ada.ref] }, /already/],
    ['a stranger', { approver: { ...ada, claims: [ada.ref] } }, /Only members/],
    ['the author by name', { authors: [{ ...nia, login: 'ADA' }] }, /wrote/],
    ['by login', { authors: [{ ...nia, login: 'ada-l' }] }, /wrote/],
    ['by address', { authors: [{ ...nia, email: 'ada@x.example' }] }, /wrote/],
    ['by full name', { authors: [{ ...nia, name: 'ada lovelace' }] }, /wrote/],
    [
      'one of two authors',
      { authors: [nia, { login: 'ada', trusted: false }] },
      /wrote/,
    ],
    ['no author is known', { authors: [] }, /Nobody reported/],
    [
      'an author only a stranger told',
      { authors: [{ ...nia, trusted: false }] },
      /Nobody reported/,
    ],
    [
      'no author, and the policy lets it be',
      {
        authors: [],
        approvals: [
          policyApprovalSchema.parse({
            groups: ['release'],
            author_unknown: 'allow',
          }),
        ],
      },
      /^may$/,
    ],
  ])('%s', (_name, more, expected) => {
    const refusal = refusalToApprove({
      approver: ada,
      approvals,
      authors: [nia],
      voted: [],
      ...more,
    });
    expect(refusal ?? 'may').toMatch(expected);
  });
});

describe('decideRollback', () => {
  const failed = { tier: 'production', state: 'failed', reachedUsers: true };
  it.each([
    ['failed after it reached users', failed, undefined, true],
    ['failed before', { ...failed, reachedUsers: false }, undefined, false],
    [
      'its analysis failed',
      { ...failed, reachedUsers: false, failure: 'analysis' },
      undefined,
      true,
    ],
    ['aborted on the way', { ...failed, state: 'aborted' }, undefined, true],
    ['refused', { ...failed, failure: 'config' }, undefined, false],
    ['on staging', { ...failed, tier: 'staging' }, undefined, false],
    ['a rollback itself', { ...failed, kind: 'rollback' }, undefined, false],
    ['it went well', { ...failed, state: 'succeeded' }, undefined, false],
    ['a check of it failed', { ...failed, state: 'succeeded' }, 'smoke', true],
    [
      'a check of a rollback failed',
      { ...failed, state: 'succeeded', kind: 'rollback' },
      'smoke',
      false,
    ],
    [
      'a check failed before users saw it',
      { ...failed, state: 'in_progress', reachedUsers: false },
      'smoke',
      false,
    ],
  ])('%s', (_name, deployment, check, rollBack) => {
    expect(decideRollback(deployment, check).rollBack).toBe(rollBack);
  });
});
