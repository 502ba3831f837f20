import { setTimeout as sleep } from 'node:timers/promises';
import { comparePositions, Position } from '@quarterdeck/plugin-ingest-node';
import { evidencePosition } from './decideGate';
import { GateDeskDeps } from './gateDeps';

const lookAgainMs = 20;

/**
 * Up to where events are committed now. Waits until the readers of evidence are
 * there; when they take too long the decision says so.
 */
export async function catchUp(
  deps: Pick<GateDeskDeps, 'knex' | 'readers' | 'logAdmin' | 'catchUpMs'>,
): Promise<Position> {
  const needed = await deps.logAdmin.horizon();
  const deadline = Date.now() + deps.catchUpMs;
  for (;;) {
    const position = await evidencePosition(deps.knex, deps.readers);
    if (comparePositions(position, needed) >= 0) return needed;
    if (Date.now() >= deadline) return needed;
    await sleep(lookAgainMs);
  }
}
