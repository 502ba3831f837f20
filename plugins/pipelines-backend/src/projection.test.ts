import { readdirSync } from 'node:fs';
import { pipelinesProjection } from './projection';

/** The last migration whose columns each version of the projector fills. */
const filledBy: Record<number, string> = {
  2: '20261122900000_arrivals.js',
};

it('asks for a rebuild with every migration that is filled from old events', () => {
  const migrations = readdirSync(pipelinesProjection.migrationsDirectory);
  const newest = migrations
    .filter(name => name.endsWith('.js'))
    .sort()
    .at(-1);
  // A newer migration: raise `version` when `projectBatch` fills what it adds,
  // and note it here either way.
  expect(filledBy[pipelinesProjection.version ?? 1]).toBe(newest);
});
