import fc from 'fast-check';
import { checkPolicyData, parsePolicy } from './parsePolicy';

const problems = (text: string) => {
  const parsed = parsePolicy(text);
  if (parsed.ok) throw new Error('is good');
  return parsed.problems.map(
    ({ path, message, line, column }) =>
      `${line}:${column} ${path}: ${message}`,
  );
};

const whole = `version: 1
max_age: 14d
stages:
  validate:
    required: true
  test:
    coverage_threshold: 80
    timeout: 30m
    blocks: [staging, production]
  security:
    fail_on: [critical]
    warn_on: [high, medium]
  staging: {}
  verify: {}
  approve:
    approval:
      groups: [release-managers]
      count: 2
    timeout: 24h
  production:
    requires: [staging.verify.passed, security.passed]
    rollback: automatic_on_failure
jobs:
  - match: [ 'unit*', integration ]
    stage: test
`;

describe('parsePolicy', () => {
  it('reads a whole policy, stages in their order', () => {
    const parsed = parsePolicy(whole);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(Object.keys(parsed.policy.stages)).toEqual([
      'validate',
      'test',
      'security',
      'staging',
      'verify',
      'approve',
      'production',
    ]);
    expect(parsed.policy.stages.approve.approval).toEqual({
      groups: ['release-managers'],
      count: 2,
      author_unknown: 'refuse',
    });
  });

  it.each([
    [
      'an unknown key, at the key',
      'stages:\n  test:\n    requird: true\n',
      '3:5 stages.test.requird: "requird" is not a key here',
    ],
    [
      'an unknown key at the top',
      'stages:\n  test: {}\nstage: 1\n',
      '3:1 stage: "stage" is not a key here',
    ],
    [
      'an unknown stage in requires',
      'stages:\n  test: {}\n  production:\n    requires:\n      - test.passed\n      - scan.passed\n',
      '6:9 stages.production.requires[1]: there is no stage "scan"; known: test, production',
    ],
    [
      'a ring',
      'stages:\n  a:\n    requires: [b.passed]\n  b:\n    requires: [a.passed]\n',
      '3:5 stages.a.requires: stages wait for each other: a → b → a',
    ],
    [
      'a word that is not a requirement',
      'stages:\n  a: { requires: [b.failed] }\n',
      '2:19 stages.a.requires[0]: is not a requirement such as security.passed or staging.verify.passed',
    ],
    [
      'a wrong severity',
      'stages:\n  a:\n    fail_on: [bad]\n',
      /^3:15 stages\.a\.fail_on\[0\]: /,
    ],
    [
      'a threshold over 100',
      'stages:\n  a: { coverage_threshold: 101 }\n',
      /^2:8 stages\.a\.coverage_threshold: /,
    ],
    [
      'a duration without a unit',
      'stages:\n  a: { timeout: 30 }\n',
      /^2:8 stages\.a\.timeout: /,
    ],
    [
      'an approval by nobody',
      'stages:\n  a: { approval: { groups: [] } }\n',
      /^2:20 stages\.a\.approval\.groups: /,
    ],
    [
      'a wrong name',
      'stages:\n  Test: {}\n',
      /^2:3 stages\.Test: .*stage name/,
    ],
    ['nothing', '', /^1:1 : /],
    ['a list', '- a\n', /^1:1 : /],
    ['broken YAML', 'stages:\n  a: [1\n', /^\d+:\d+ : /],
    ['the same key twice', 'stages:\n  a: {}\n  a: {}\n', /^3:3 : .*unique/],
  ])('tells %s by line and column', (_name, text, expected) => {
    const [first] = problems(text);
    const exactly = (line: string) =>
      new RegExp(`^${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
    const wanted = typeof expected === 'string' ? exactly(expected) : expected;
    expect(first).toMatch(wanted);
  });

  it('tells all problems, from the top', () => {
    expect(
      problems('stages:\n  a: { x: 1 }\n  b: { y: 2 }\nz: 3\n').map(
        text => text.split(' ')[0],
      ),
    ).toEqual(['2:8', '3:8', '4:1']);
  });

  it('does not unfold an attack with anchors', () => {
    const rows = ['a: &a [x, x]'];
    for (let n = 0; n < 25; n += 1) {
      const [from, to] = [n ? `a${n}` : 'a', `a${n + 1}`];
      rows.push(`${to}: &${to} [*${from}, *${from}, *${from}]`);
    }
    expect(problems(rows.join('\n'))[0]).toMatch(/anchors/);
    expect(problems('x'.repeat(100_001))[0]).toMatch(/longer/);
  });

  it('never throws, and every problem has a place', () => {
    const cut = fc.nat(whole.length).map(at => whole.slice(0, at));
    fc.assert(
      fc.property(fc.oneof(fc.string(), cut), text => {
        const parsed = parsePolicy(text);
        if (parsed.ok) return;
        for (const { line, column } of parsed.problems) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('checks what the configuration holds by path', () => {
    expect(checkPolicyData({ stages: { a: { x: 1 } } })).toMatchObject({
      ok: false,
      problems: [{ path: 'stages.a.x', line: null }],
    });
  });
});
