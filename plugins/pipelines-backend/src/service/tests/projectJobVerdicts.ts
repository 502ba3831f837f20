import { Knex } from 'knex';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { JobVerdict, mergeJobVerdicts } from '../../database/tests/jobVerdicts';

const failures = new Set(['failure', 'error', 'timeout']);

const later = (a: string | null, b: string | null) => {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
};

/** Whether `a` ended after `b`; on a tie the greater run, as the table decides. */
const isLater = (a: JobVerdict, b: JobVerdict) => {
  if (a.lastAt !== b.lastAt) return a.lastAt > b.lastAt;
  if (a.runExternalId !== b.runExternalId) {
    return a.runExternalId > b.runExternalId;
  }
  return a.runAttempt > b.runAttempt;
};

/** What ended jobs say about their commits. Cancelled and skipped ones say nothing. */
export async function projectJobVerdicts(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<void> {
  const verdicts = new Map<string, JobVerdict>();
  for (const event of batch) {
    if (event.type !== 'ci.job.v1') continue;
    const job = event.data;
    const sha = job.sha ?? event.correlation.sha;
    const failed = job.result !== undefined && failures.has(job.result);
    if (job.state !== 'completed' || !sha) continue;
    if (!failed && job.result !== 'success') continue;
    const at = job.finishedAt ?? job.observedAt;
    const verdict: JobVerdict = {
      instance: job.instance,
      project: job.project,
      pipelineName: job.pipelineName ?? '',
      jobName: job.name,
      sha,
      passedAt: failed ? null : at,
      failedAt: failed ? at : null,
      runExternalId: job.runExternalId,
      runAttempt: job.runAttempt,
      lastAt: at,
    };
    const key = JSON.stringify([
      verdict.instance,
      verdict.project,
      verdict.pipelineName,
      verdict.jobName,
      sha,
    ]);
    const known = verdicts.get(key);
    verdicts.set(
      key,
      known
        ? {
            ...(isLater(verdict, known) ? verdict : known),
            passedAt: later(known.passedAt, verdict.passedAt),
            failedAt: later(known.failedAt, verdict.failedAt),
          }
        : verdict,
    );
  }
  await mergeJobVerdicts(tx, [...verdicts.values()]);
}
