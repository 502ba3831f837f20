import { Finding } from '@quarterdeck/plugin-security-common';
import { FindingRow } from '../../database/findingRows';
import {
  loadRunningFinding,
  RunningFinding,
} from '../../database/deployments/inProduction';
import { Reader } from '../reader';

type Answer = Finding['inProduction'];

/** What a version is called: its own name, else its commit. */
export const versionName = (deployed: {
  version: string | null;
  commits: readonly string[];
}): string | null =>
  deployed.version ?? deployed.commits[0]?.slice(0, 12) ?? null;

const answerOf = (
  answer: Answer['answer'],
  running: RunningFinding | undefined,
): Answer => ({
  answer,
  environment: running?.environment ?? null,
  version: running ? versionName(running) : null,
});

/**
 * Whether the version that runs in production has a finding. Yes as soon as one place
 * has it by any tool, no only when every tool that still has the finding scanned all of
 * them and none has it; else nobody knows.
 */
export async function inProduction(
  { knex }: Pick<Reader, 'knex'>,
  row: Pick<FindingRow, 'entity_ref' | 'finding_id' | 'issue_key'>,
): Promise<Answer> {
  const running = await loadRunningFinding(knex, {
    entityRef: row.entity_ref,
    findingId: row.finding_id,
    issueKey: row.issue_key,
  });
  const has = running.find(one => one.has);
  if (has) return answerOf('yes', has);
  const unknown = running.find(({ live, scanned }) => live && !scanned);
  if (unknown) return answerOf('unknown', unknown);
  return running.length > 0
    ? answerOf('no', running[0])
    : answerOf('unknown', undefined);
}
