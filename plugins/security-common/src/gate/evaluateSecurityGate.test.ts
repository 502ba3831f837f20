import fc from 'fast-check';
import {
  candidate,
  daysAgo,
  inPackage,
  now,
  question,
  scan,
} from '../__testUtils__/gateInputs';
import { severities } from '../words/findingWords';
import { evaluateSecurityGate } from './evaluateSecurityGate';
import { GateCandidate, GateScan } from './gateInput';
import { gatePolicySchema, NewGatePolicy } from './gatePolicy';
import { gateResultSchema } from './gateResult';
import { gateToMarkdown, markdownCell } from './gateToMarkdown';
import { gateToSarif } from './gateToSarif';

const ask = (
  policy: NewGatePolicy,
  findings: GateCandidate[] = [],
  scans: GateScan[] = [scan()],
) => evaluateSecurityGate(question(policy, { findings, scans }));

describe('a gate that was shown a part of the findings', () => {
  it('does not pass: what was left out may fail', () => {
    const { verdict, passed, checks } = evaluateSecurityGate(
      question({}, { findings: [], truncated: true }),
    );
    expect([verdict, passed]).toEqual(['error', false]);
    expect(checks).toContainEqual(
      expect.objectContaining({ error: 'partial', verdict: 'error' }),
    );
  });
});

describe('a gate that is asked for a commit', () => {
  it('does not pass by scans of another one where the policy names no kinds', () => {
    const asked = (commit: string) =>
      evaluateSecurityGate(question({}, { commit }));
    expect(asked('fffffff000').checks).toMatchObject([
      { error: 'other_commit', reason: 'No scan of fffffff000 came in.' },
    ]);
    expect(asked('ABCDEF1234').verdict).toBe('pass');
  });
});

describe('severities', () => {
  it.each([
    ['critical', 'critical', 'fail'],
    ['high', 'critical', 'fail'],
    ['high', 'high', 'fail'],
    ['high', 'medium', 'pass'],
    ['low', 'medium', 'fail'],
    ['low', 'unknown', 'pass'],
    ['unknown', 'unknown', 'fail'],
    ['unknown', 'critical', 'pass'],
  ] as const)('fail_on %s of a %s finding: %s', (level, severity, verdict) => {
    const policy = { fail_on: [level], warn_on: [] };
    expect(ask(policy, [candidate({ severity })]).verdict).toBe(verdict);
  });

  it('that warn do not hold back', () => {
    const result = ask({ fail_on: ['critical'], warn_on: ['low'] }, [
      candidate(),
    ]);
    expect(result).toMatchObject({ verdict: 'warn', passed: true });
    expect(result.counts.warning.high).toBe(1);
  });

  it('are not asked of quality, nor of kinds the policy leaves out', () => {
    expect(ask({}, [candidate({ kind: 'quality' })]).verdict).toBe('pass');
    expect(ask({ kinds: ['secret'] }, [candidate()]).verdict).toBe('pass');
  });

  it.each(['fixed', 'false_positive', 'out_of_scope'] as const)(
    'are not asked of what is %s',
    state => {
      expect(ask({}, [candidate({ state })]).findings).toEqual([]);
    },
  );
});

describe('scans', () => {
  const required = { required: [{ kind: 'sast' as const, max_age: '1d' }] };
  const broken: [string, GateScan[]][] = [
    ['missing', []],
    ['missing', [scan({ kinds: ['secret'] })]],
    ['stale', [scan({ scannedAt: daysAgo(2) })]],
    ['failed', [scan({ status: 'failed' })]],
    ['partial', [scan({ status: 'partial' })]],
    ['partial', [scan({ rejected: 3 })]],
    ['empty', [scan({ empty: true })]],
    ['failed', [scan(), scan({ tool: 'Other', status: 'failed' })]],
  ];

  it.each(broken)('that are %s shut the gate', (error, scans) => {
    const result = ask(required, [], scans);
    expect(result).toMatchObject({ verdict: 'error', passed: false });
    expect(result.checks).toMatchObject([{ verdict: 'error', error }]);
    expect(result.summary).toContain(result.checks[0].reason);
  });

  it.each(broken)('that are %s do what the policy says', (_, scans) => {
    expect(ask({ ...required, on_error: 'warn' }, [], scans)).toMatchObject({
      verdict: 'warn',
      passed: true,
    });
    expect(ask({ ...required, on_error: 'pass' }, [], scans).passed).toBe(true);
  });

  it('open the gate when they are whole and fresh', () => {
    expect(ask(required)).toMatchObject({
      verdict: 'pass',
      passed: true,
      checks: [{ kind: 'sast', verdict: 'pass', importId: 'i1' }],
    });
  });

  it('are needed even where the policy names none', () => {
    expect(ask({}, [], [])).toMatchObject({ verdict: 'error', passed: false });
    expect(ask({}, [], [scan({ status: 'partial' })]).passed).toBe(false);
  });

  it('of nothing may be allowed', () => {
    expect(ask({ allow_empty: true }, [], [scan({ empty: true })]).passed).toBe(
      true,
    );
  });

  it('of this very commit, if asked', () => {
    const policy = {
      required: [{ kind: 'sast' as const, same_commit: true }],
    };
    const at = (commit?: string) =>
      evaluateSecurityGate(question(policy, { commit })).checks[0].error;
    expect(at('abcdef1234567890')).toBeNull();
    expect(at('abcdef1')).toBeNull();
    expect(at('ffffff1')).toBe('other_commit');
    expect(at()).toBe('other_commit');
  });

  it('that broke do not hide findings: both are told', () => {
    const result = ask(required, [candidate()], [scan({ status: 'failed' })]);
    expect(result.verdict).toBe('fail');
    expect(result.checks[0].error).toBe('failed');
  });
});

describe('new findings only', () => {
  const policy = { scope: 'new' as const };

  it('leaves out what is open on the merge base', () => {
    const findings = [candidate({ id: 'old' }), candidate({ id: 'new' })];
    const result = evaluateSecurityGate(
      question(policy, { findings, baseline: new Set(['identity-old']) }),
    );
    expect(
      result.findings.map(({ findingId, effect }) => [findingId, effect]),
    ).toEqual([
      ['new', 'fails'],
      ['old', 'excused'],
    ]);
  });

  it('fails closed without a merge base that was scanned', () => {
    const result = evaluateSecurityGate(question(policy));
    expect(result).toMatchObject({ verdict: 'error', passed: false });
    expect(result.checks.at(-1)?.error).toBe('no_baseline');
  });
});

describe('grace, exploits and repairs', () => {
  it('gives new findings their days', () => {
    const policy = { grace_days: { high: 7 } };
    const young = ask(policy, [candidate({ firstSeenAt: daysAgo(3) })]);
    expect(young.verdict).toBe('pass');
    expect(young.findings[0].excuse).toMatchObject({
      by: 'grace',
      until: daysAgo(-4).toISOString(),
    });
    expect(ask(policy, [candidate({ firstSeenAt: daysAgo(7) })]).verdict).toBe(
      'fail',
    );
  });

  it('fails what is known to be exploited, whatever its severity, without grace', () => {
    const low = candidate({
      severity: 'low',
      knownExploited: true,
      firstSeenAt: now,
    });
    expect(ask({ grace_days: { low: 30 } }, [low]).findings[0]).toMatchObject({
      effect: 'fails',
      rule: 'known_exploited',
    });
    expect(ask({ known_exploited: 'warn' }, [low]).verdict).toBe('warn');
    expect(ask({ known_exploited: 'ignore' }, [low]).verdict).toBe('pass');
  });

  it('fails by EPSS from its score on', () => {
    const policy = { epss: { at_least: 0.5 } };
    const of = (epss: number | null) =>
      ask(policy, [candidate({ severity: 'low', epss })]).verdict;
    expect([of(0.5), of(0.49), of(null)]).toEqual(['fail', 'pass', 'pass']);
  });

  it('warns of what no version repairs, if so asked, but not when exploited', () => {
    const policy = { fixable_only: true };
    expect(ask(policy, [inPackage({})]).findings[0]).toMatchObject({
      effect: 'warns',
      excuse: { by: 'no_fix' },
    });
    expect(ask(policy, [inPackage({ fixedVersions: ['2'] })]).verdict).toBe(
      'fail',
    );
    expect(ask(policy, [inPackage({}, { knownExploited: true })]).verdict).toBe(
      'fail',
    );
  });

  it('skips what development alone needs', () => {
    const dev = inPackage({ development: true });
    expect(ask({ skip_dev: true }, [dev]).verdict).toBe('pass');
    expect(ask({}, [dev]).verdict).toBe('fail');
  });
});

describe('what people decided', () => {
  const accepted = (expiresAt: Date) =>
    candidate({
      state: 'risk_accepted',
      acceptance: { reason: 'Not reachable', expiresAt },
    });

  it('excuses while an accepted risk holds, and tells of it', () => {
    const result = ask({}, [accepted(daysAgo(-1))]);
    expect(result.verdict).toBe('pass');
    expect(result.findings[0].excuse).toMatchObject({
      by: 'risk_accepted',
      reason: 'Not reachable',
    });
  });

  it('counts again once it ran out, even before anybody noticed', () => {
    expect(ask({}, [accepted(daysAgo(0))]).verdict).toBe('fail');
  });

  it('tells of what is suppressed', () => {
    expect(
      ask({}, [candidate({ suppressedBy: 'vex' })]).findings[0],
    ).toMatchObject({ effect: 'excused', excuse: { by: 'suppressed' } });
  });
});

describe('exceptions', () => {
  const finding = inPackage({ paths: [['app', 'left-hook'], ['left-hook']] });

  it.each([
    ['the vulnerability', { vulnerability: 'CVE-2026-1' }],
    ['an alias of it', { vulnerability: 'ghsa-AAAA-bbbb-cccc' }],
    ['the package', { package: 'left-hook' }],
    ['its URL', { package: 'pkg:npm/left-hook' }],
    ['its URL with version', { package: 'pkg:npm/left-hook@1.0.0?x=y' }],
    ['the rule', { rule: 'sql-injection', tool: 'lintel' }],
    ['the finding', { finding: 'f1' }],
    ['every path', { path: '*' }],
  ])('by %s excuse', (_, exception) => {
    const result = ask({ exceptions: [{ ...exception, reason: 'ok' }] }, [
      finding,
    ]);
    expect(result.verdict).toBe('pass');
    expect(result.findings[0].excuse).toMatchObject({
      by: 'exception',
      reason: 'ok',
    });
    expect(result.unusedExceptions).toEqual([]);
  });

  it.each([
    ['another vulnerability', { vulnerability: 'CVE-2026-2' }],
    ['another version', { package: 'pkg:npm/left-hook@2.0.0' }],
    ['another tool', { rule: 'sql-injection', tool: 'Other' }],
    ['nothing at all', {}],
  ])('by %s do not, and are told to be unused', (_, exception) => {
    const result = ask({ exceptions: [exception] }, [finding]);
    expect(result.verdict).toBe('fail');
    expect(result.unusedExceptions).toMatchObject([{ why: 'nothing_matches' }]);
  });

  it('of a path excuse that way only', () => {
    const first = { vulnerability: 'CVE-2026-1', path: 'app>left-hook' };
    const second = { vulnerability: 'CVE-2026-1', path: 'left-hook' };
    expect(ask({ exceptions: [first] }, [finding]).verdict).toBe('fail');
    expect(ask({ exceptions: [first, second] }, [finding]).verdict).toBe(
      'pass',
    );
  });

  it('of a folder excuse what is in it', () => {
    const by = (path: string) =>
      ask({ exceptions: [{ path }] }, [candidate()]).verdict;
    expect([by('src'), by('src/'), by('src/*.ts'), by('sr')]).toEqual([
      'pass',
      'pass',
      'pass',
      'fail',
    ]);
  });

  it.each([
    [{ expires: '2026-03-10' }, 'pass'],
    [{ expires: '2026-03-09' }, 'fail'],
    [{ expires: '2026-03-10T12:00:00Z' }, 'fail'],
    [{ expires: '2026-03-10T12:00:01Z' }, 'pass'],
    [{ active: false }, 'fail'],
  ])('%j: %s', (more, verdict) => {
    const exceptions = [{ vulnerability: 'CVE-2026-1', ...more }];
    const result = ask({ exceptions }, [finding]);
    expect(result.verdict).toBe(verdict);
    expect(result.unusedExceptions).toHaveLength(verdict === 'fail' ? 1 : 0);
  });

  it('with many stars cost no time', () => {
    const path = `${'a*'.repeat(200)}b`;
    expect(
      ask({ exceptions: [{ path }] }, [candidate({ path: 'a'.repeat(30) })])
        .verdict,
    ).toBe('fail');
  });
});

describe('licences', () => {
  const licences = { allow: ['MIT'], deny: ['GPL-3.0-only'] };
  const component = (declared: string[]) => ({
    name: 'left-hook',
    version: '1',
    purl: null,
    licences: declared,
    development: false,
  });
  const of = (declared: string[]) =>
    evaluateSecurityGate(
      question({ licences }, { components: [component(declared)] }),
    );

  it.each([
    [['MIT'], 'pass'],
    [['GPL-3.0-only'], 'fail'],
    [['MIT OR GPL-3.0-only'], 'pass'],
    [['UNLICENSED'], 'warn'],
    [['MIT*'], 'warn'],
    [[], 'warn'],
  ])('%j: %s', (declared, verdict) => {
    const result = of(declared);
    expect(result.verdict).toBe(verdict);
    for (const one of result.findings) expect(one.rule).toBe('licence');
  });

  it('of findings are asked by the same lists', () => {
    const finding = inPackage(
      { licences: ['GPL-3.0-only'] },
      { kind: 'licence', severity: 'info' },
    );
    expect(ask({ licences }, [finding]).verdict).toBe('fail');
  });

  it('may be excepted', () => {
    const result = evaluateSecurityGate(
      question(
        {
          licences,
          exceptions: [{ package: 'left-hook', licence: 'GPL-3.0-only' }],
        },
        { components: [component(['GPL-3.0-only'])] },
      ),
    );
    expect(result.verdict).toBe('pass');
  });
});

describe('the answer', () => {
  const any = fc.array(
    fc.record({
      severity: fc.constantFrom(...severities),
      state: fc.constantFrom(
        'open' as const,
        'triaged' as const,
        'fixed' as const,
      ),
      knownExploited: fc.boolean(),
    }),
    { maxLength: 8 },
  );
  const findingsOf = (list: Partial<GateCandidate>[]) =>
    list.map((more, i) => candidate({ id: `f${i}`, ...more }));

  it('keeps the contract, and passes only what does not fail', () => {
    fc.assert(
      fc.property(any, fc.boolean(), (list, withScan) => {
        const result = ask({}, findingsOf(list), withScan ? [scan()] : []);
        expect(gateResultSchema.safeParse(result).success).toBe(true);
        const fails = result.findings.some(({ effect }) => effect === 'fails');
        expect(result.passed).toBe(!fails && withScan);
        expect(result.verdict === 'fail').toBe(fails);
      }),
    );
  });

  it('is never better with one more finding', () => {
    fc.assert(
      fc.property(any, list => {
        const less = ask({}, findingsOf(list.slice(1)));
        const more = ask({}, findingsOf(list));
        expect(less.passed || !more.passed).toBe(true);
      }),
    );
  });

  it('refuses a policy it does not understand, with the place', () => {
    const wrong = gatePolicySchema.safeParse({ fail_on: ['severe'] });
    expect(wrong.error?.issues[0].path).toEqual(['fail_on', 0]);
    expect(gatePolicySchema.safeParse({ failon: [] }).success).toBe(false);
  });

  const hostile =
    '<script>alert(1)</script> | [x](javascript:1) @team `a`\n# top';
  const result = ask({ exceptions: [{ rule: 'gone' }] }, [
    candidate({ title: hostile, path: 'src/a b.ts' }),
    candidate({ id: 'f2', suppressedBy: 'vex' }),
  ]);

  it('as Markdown lets no text of a report out of its cell', () => {
    const text = gateToMarkdown(result, {
      entity: 'component:default/shop',
      commit: 'abcdef1234567890',
      environment: 'production',
    });
    expect(text).toContain('## Security gate failed');
    expect(text).not.toContain('<script>');
    expect(text).not.toMatch(/@team/);
    expect(text).toContain('### Excused (1)');
    expect(text).toContain('1 exceptions of the policy');
    const row = text.split('\n').find(line => line.includes('alert'));
    expect(row?.split(/(?<!\\)\|/)).toHaveLength(7);
    expect(markdownCell('a\nb')).toBe('a b');
  });

  it('as Markdown tells how many it left out', () => {
    const many = ask({}, findingsOf(Array.from({ length: 60 }, () => ({}))));
    expect(gateToMarkdown(many, { entity: 'x' })).toContain('And 10 more.');
  });

  it('as SARIF has a rule for every result and suppressions that are accepted', () => {
    const {
      runs: [run],
      version,
    } = gateToSarif(result, { entity: 'x' });
    expect(version).toBe('2.1.0');
    for (const one of run.results) {
      expect(run.tool.driver.rules[one.ruleIndex].id).toBe(one.ruleId);
    }
    expect(run.results.map(({ level }) => level)).toEqual(['error', 'note']);
    expect(run.results[1]).toMatchObject({
      suppressions: [{ status: 'accepted' }],
    });
    expect(run.results[0]).toMatchObject({
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'src/a%20b.ts' } } },
      ],
    });
  });

  it('as SARIF says when scans were broken', () => {
    const broken = ask({}, [], []);
    expect(
      gateToSarif(broken, { entity: 'x' }).runs[0].invocations[0],
    ).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ descriptor: { id: 'missing' } }],
    });
  });
});
