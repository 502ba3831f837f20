import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { securityFolder } from './securityFiles';

const record = z.record(
  z.string(),
  z.object({ active: z.boolean(), expiry: z.string().optional() }),
);
const caseSchema = z.object({
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
});

/** One vector of audit-ci. */
export type GateCase = z.output<typeof caseSchema>;

/** The vectors of audit-ci; none where the fixtures are absent. */
export function gateCases(): GateCase[] {
  const file = path.join(securityFolder, 'GATES.json');
  if (!existsSync(file)) return [];
  return z
    .object({ cases: z.array(caseSchema) })
    .parse(JSON.parse(readFileSync(file, 'utf8'))).cases;
}

/** Our word for a level of theirs. */
export const levelName = (level: string): string =>
  level === 'moderate' ? 'medium' : level;

function named(text: string) {
  const [vulnerability, way] = text.split('|');
  return way ? { vulnerability, path: way } : { vulnerability };
}

/** The policy that says what the vector's configuration says. */
export function gatePolicyOf(one: GateCase) {
  return {
    fail_on: Object.entries(one.levels).flatMap(([level, fails]) =>
      fails ? [levelName(level)] : [],
    ),
    warn_on: [],
    skip_dev: one.skip_dev,
    required: [{ kind: 'dependency', max_age: '1d', same_commit: true }],
    exceptions: one.allowlist.flatMap(entry =>
      typeof entry === 'string'
        ? [named(entry)]
        : Object.entries(entry).map(([text, { active, expiry }]) => ({
            ...named(text),
            active,
            ...(expiry ? { expires: expiry } : {}),
          })),
    ),
  };
}
