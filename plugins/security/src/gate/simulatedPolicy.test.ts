import { gatePolicySchema } from '@quarterdeck/plugin-security-common';
import { policyOf } from './simulatedPolicy';

const url = (query: string) => {
  const params = new URLSearchParams(query);
  return {
    get: (key: string) => params.get(key) ?? undefined,
    list: (key: string) => params.get(key)?.split(',') ?? [],
  };
};

describe('the policy in the URL', () => {
  it.each([
    ['', ['high'], ['medium']],
    ['fail=critical', ['critical'], ['high']],
    ['fail=none', [], ['critical']],
    ['fail=nonsense', [], ['critical']],
    ['fail=low', ['low'], ['info']],
  ])('%s fails and warns on', (query, fails, warns) => {
    const policy = policyOf(url(query));
    expect([policy.fail_on, policy.warn_on]).toEqual([fails, warns]);
    expect(gatePolicySchema.safeParse(policy).success).toBe(true);
  });

  it('takes scans, new only and the rule of exploited ones', () => {
    expect(
      policyOf(url('of=new&kev=warn&scans=sast,nonsense&fixable=true')),
    ).toMatchObject({
      scope: 'new',
      known_exploited: 'warn',
      fixable_only: true,
      required: [{ kind: 'sast' }],
    });
  });
});
