import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { repoRoot } from './scripts';

/** Beside the repository, where a machine has them. */
export const securityFolder = path.join(
  repoRoot,
  '../shared/fixtures/security',
);

const sequencesSchema = z.object({
  sequences: z.array(
    z.object({
      id: z.string(),
      files: z.array(z.string()),
      options: z.object({ close_old_findings: z.boolean() }).optional(),
      expected: z.array(
        z.looseObject({
          created: z.number(),
          closed: z.number().optional(),
          reactivated: z.number().optional(),
          untouched: z.number().optional(),
          by_severity: z.record(z.string(), z.number()).optional(),
        }),
      ),
    }),
  ),
});

/** Files that are uploaded in order, and what is told after each. */
export function sequences() {
  const file = path.join(securityFolder, 'SEQUENCES.json');
  if (!existsSync(file)) return [];
  return sequencesSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    .sequences;
}

/** A scanner's report as it was published. */
export const readFixture = (name: string) =>
  readFileSync(path.join(securityFolder, name));

/** Folders that hold no report of one scanner. */
const others = ['sarif-baseline', 'k8s-policy-samples', 'rego'];

/** Every report; none where the folder is absent. */
export function securityFiles(): string[] {
  if (!existsSync(securityFolder)) return [];
  return readdirSync(securityFolder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !others.includes(entry.name))
    .flatMap(({ name }) =>
      readdirSync(path.join(securityFolder, name))
        .sort()
        .map(file => `${name}/${file}`),
    );
}
