import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { loadFailedJobs } from '../database/headQueries';
import { loadRuns, RunRow } from '../database/runRows';
import { holds } from './entitySet';
import { Reader } from './reader';

/** How a path names an attempt of a run. */
export interface RunParams {
  instance: string;
  externalId: string;
  attempt: number;
}

/** The attempt and its siblings; not found also where it may not be seen. */
export async function findRun(
  reader: Reader,
  params: RunParams,
  decision: PolicyDecision,
): Promise<{ run: RunRow; attempts: RunRow[] }> {
  const attempts = await loadRuns(reader.knex, [params]);
  const run = attempts.find(row => row.attempt === params.attempt);
  if (!run || !holds(reader.visible(decision), run.entityRef)) {
    throw new NotFoundError(
      `No attempt ${params.attempt} of run ${params.externalId} is known, or it belongs to a team whose runs you may not see.`,
    );
  }
  attempts.sort((a, b) => a.attempt - b.attempt);
  return { run, attempts };
}

/** Why a run failed: its first failed job, and what that said. */
export async function findFailure(reader: Reader, run: RunRow) {
  if (run.outcome !== 'failed') return { failure: null, text: null };
  const [failed] = await loadFailedJobs(reader.knex, [run]);
  return { failure: failed ?? null, text: failed?.message ?? null };
}
