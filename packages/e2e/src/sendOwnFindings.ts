import { randomBytes } from 'node:crypto';
import { APIRequestContext } from '@playwright/test';
import { sarifReport } from './sarifReport';
import { sendReport } from './sendReport';

/**
 * Sends findings that only this test knows, of a component of Mei Tanaka's team, so
 * that no other test decides on them or moves them in the list.
 *
 * @returns the word that finds them
 */
export async function sendOwnFindings(
  request: APIRequestContext,
  count: number,
): Promise<string> {
  const run = randomBytes(4).toString('hex');
  await sendReport(
    request,
    {
      entity: 'component:default/payments-sdk',
      category: 'sast',
      branch: 'main',
      commit: randomBytes(20).toString('hex'),
    },
    sarifReport(
      `own-scan-${run}`,
      Array.from({ length: count }, (_, n) => ({
        ruleId: `own/rule-${run}-${n}`,
        message: `Own weakness ${run} ${n}`,
        level: 'error' as const,
        securitySeverity: '7.5',
        file: `src/part-${n}.ts`,
        line: 10 + n,
        snippet: `use(input${n});`,
      })),
    ),
  );
  return run;
}
