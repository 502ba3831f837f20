import { z } from 'zod';
import { auditSeverity, readAudit } from '../__testUtils__/auditReports';
import { question, scan } from '../__testUtils__/gateInputs';
import { securityFixtures } from '../__testUtils__/securityFixtures';
import { evaluateSecurityGate } from '../gate/evaluateSecurityGate';
import { NewGatePolicy } from '../gate/gatePolicy';

const record = z.record(
  z.string(),
  z.object({ active: z.boolean(), expiry: z.string().optional() }),
);
const casesSchema = z.object({
  cases: z.array(
    z.object({
      suite: z.string(),
      name: z.string(),
      levels: z.record(z.string(), z.boolean()).default({}),
      allowlist: z.array(z.union([z.string(), record])).default([]),
      skip_dev: z.boolean().default(false),
      pass: z.boolean(),
      file: z.string(),
      expected: z.object({
        failedLevelsFound: z.array(z.string()).default([]),
        advisoriesFound: z.array(z.string()).default([]),
        allowlistedAdvisoriesNotFound: z.array(z.string()).default([]),
        allowlistedAdvisoriesFound: z.array(z.string()).default([]),
        allowlistedPathsFound: z.array(z.string()).default([]),
      }),
    }),
  ),
});
type Case = z.infer<typeof casesSchema>['cases'][number];
type Exceptions = NonNullable<NewGatePolicy['exceptions']>;

const named = (text: string): Exceptions[number] => {
  const [vulnerability, path] = text.split('|');
  return path ? { vulnerability, path } : { vulnerability };
};

const exceptionsOf = ({ allowlist }: Case): Exceptions =>
  allowlist.flatMap(entry =>
    typeof entry === 'string'
      ? [named(entry)]
      : Object.entries(entry).map(([text, { active, expiry }]) => ({
          ...named(text),
          active,
          expires: expiry,
        })),
  );

const fixtures = securityFixtures();
if (!fixtures) {
  // eslint-disable-next-line jest/no-disabled-tests, jest/expect-expect
  it.skip('GATES.json (skipped: the fixtures do not exist)', () => {});
} else {
  describe('GATES.json of audit-ci', () => {
    const { cases } = casesSchema.parse(fixtures.json('GATES.json'));

    it('has its 17 vectors', () => {
      expect(cases).toHaveLength(17);
    });

    it.each(cases.map(one => [`${one.suite}: ${one.name}`, one] as const))(
      '%s',
      (_, one) => {
        const levels = Object.entries(one.levels).filter(([, fails]) => fails);
        const result = evaluateSecurityGate(
          question(
            {
              fail_on: levels.map(([level]) => auditSeverity(level)),
              warn_on: [],
              skip_dev: one.skip_dev,
              exceptions: exceptionsOf(one),
            },
            {
              findings: readAudit(fixtures.json(one.file)),
              scans: [scan({ kinds: ['dependency'] })],
            },
          ),
        );
        expect(result.passed).toBe(one.pass);
        expect([...result.failedLevels].sort()).toEqual(
          one.expected.failedLevelsFound.map(auditSeverity).sort(),
        );
        const failing = result.findings
          .filter(({ effect }) => effect === 'fails')
          .map(({ vulnerabilityId }) => vulnerabilityId);
        expect([...new Set(failing)].sort()).toEqual(
          [...one.expected.advisoriesFound].sort(),
        );
        const notFound = result.unusedExceptions
          .filter(({ why }) => why === 'nothing_matches')
          .map(({ exception }) => exception.vulnerability);
        expect(notFound).toEqual(one.expected.allowlistedAdvisoriesNotFound);
        const excused = result.findings
          .filter(({ excuse }) => excuse?.by === 'exception')
          .map(({ vulnerabilityId }) => vulnerabilityId);
        expect([...new Set(excused)].sort()).toEqual(
          [
            ...new Set([
              ...one.expected.allowlistedAdvisoriesFound,
              ...one.expected.allowlistedPathsFound.map(
                text => text.split('|')[0],
              ),
            ]),
          ].sort(),
        );
      },
    );
  });
}
