import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { markOutdated } from '../database/dirtyServices';
import { serviceNames } from '../database/serviceRows';
import { computedBy } from './computeService';
import { SettingsOf } from './computeInTurn';
import { recomputeDirty } from './recompute';
import { recomputeAllStep } from './recomputeAll';

/**
 * Services that are computed in one transaction: the cells of all together are
 * written with each, but a batch of the log waits for its end.
 */
const atOnce = 40;

/**
 * Computes what a batch only marked because more was to come, and what other
 * settings or formulas were used for. Any replica may; they take turns. Where
 * most services are marked, all are computed beside the tables that serve.
 */
export async function computeLeftovers(
  knex: Knex,
  settingsOf: SettingsOf,
  changed: () => void,
  isStopped: () => boolean = () => false,
): Promise<number> {
  let computed = 0;
  while (!isStopped()) {
    const step = await recomputeAllStep(knex, settingsOf, undefined, isStopped);
    if (step === 'swapped') changed();
    if (step !== 'none') continue;
    const { services } = await knex.transaction(tx =>
      recomputeDirty(tx, settingsOf, { limit: atOnce, reader: knex }),
    );
    if (services.length === 0) return computed;
    computed += services.length;
    changed();
  }
  return computed;
}

/** Marks services whose samples were computed by other settings or formulas. */
export async function markChangedSettings(
  knex: Knex,
  settingsOf: SettingsOf,
): Promise<void> {
  const names = await serviceNames(knex);
  await markOutdated(
    knex,
    new Map(names.map(name => [name, computedBy(settingsOf(name))])),
  );
}

/** Looks for leftovers now and then until it is stopped. */
export function startLeftovers(options: {
  run: (isStopped: () => boolean) => Promise<unknown>;
  logger: LoggerService;
  everyMs?: number;
}): { stop(): Promise<void> } {
  const { run, logger, everyMs = 2000 } = options;
  let running = Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = run(() => stopped)
        .then(() => undefined)
        .catch(error => logger.warn(`DORA samples are put off: ${error}`))
        .finally(next);
    }, everyMs);
    timer.unref();
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
