import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import { comparePositions } from '@quarterdeck/plugin-ingest-node';
import { readPosition } from '../../database/readPosition';
import { GateDeskDeps } from './gateDeskDeps';

const lookAgainMs = 20;

/**
 * Waits until everything that was committed when this was asked is in the tables.
 * @returns the place in the log that is counted.
 */
export async function catchUp(deps: GateDeskDeps): Promise<string> {
  const needed = await deps.logAdmin.horizon();
  const deadline = Date.now() + deps.catchUpMs;
  for (;;) {
    const position = await readPosition(deps.reader.knex);
    if (comparePositions(position, needed) >= 0) return needed;
    if (Date.now() >= deadline) {
      throw new ServiceUnavailableError(
        'Scans that came in are not counted yet. Ask again in a moment.',
      );
    }
    await sleep(lookAgainMs);
  }
}
