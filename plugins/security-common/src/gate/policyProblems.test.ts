import { gatePolicySchema, NewGatePolicy } from './gatePolicy';
import { policyProblems } from './policyProblems';

const problems = (policy: NewGatePolicy) =>
  policyProblems(gatePolicySchema.parse(policy)).map(
    ({ path, message }) => `${path}: ${message}`,
  );

describe('what is wrong with a policy', () => {
  it('is nothing with what one may mean', () => {
    expect(
      problems({
        required: [{ kind: 'sast' }, { kind: 'secret' }],
        licences: {
          allow: ['MIT', 'BSD-*', 'Our own terms'],
          deny: ['GPL-3.0-only'],
        },
        exceptions: [{ tool: 'lookout' }, { path: 'src/generated/*' }],
      }),
    ).toEqual([]);
  });

  it.each<[NewGatePolicy, string]>([
    [
      { required: [{ kind: 'sast' }, { kind: 'dast' }, { kind: 'sast' }] },
      '/required/2/kind: "sast" is required twice',
    ],
    [
      { licences: { allow: ['MIT'], review: ['mit'] } },
      '/licences/review/0: "mit" stands in allow already',
    ],
    [
      { licences: { deny: ['MIT OR GPL-3.0-only'] } },
      '/licences/deny/0: is an expression',
    ],
    [
      { exceptions: [{ rule: 'x' }, { reason: 'whatever' }] },
      '/exceptions/1: names nothing to excuse',
    ],
  ])('%j', (policy, expected) => {
    expect(problems(policy)).toEqual([expect.stringContaining(expected)]);
  });
});
