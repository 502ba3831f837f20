import { InputError } from '@backstage/errors';
import { EventLogAdminService } from '@quarterdeck/plugin-ingest-node';
import { listDeadLetters, requestReplay } from '../database/deadLetters';
import { readHead } from '../database/horizon';
import { readExtent } from '../database/partitions';
import { readEventsBetween } from '../database/readEvents';
import { requestRebuild, restartReader } from '../database/readers';
import { readStatus } from '../database/readStatus';
import { Log } from './log';

const MOST_EVENTS = 1000;
const LONGEST_LIST = 200;

/** Reads about the log, and the repairs made from the ingest page. */
export function createAdminEventLog(log: Log): EventLogAdminService {
  const { knex } = log;

  /** Consumers look at once instead of at their next poll. */
  const andWake = (changed: boolean) => {
    if (changed) log.notifier.notify();
    return changed;
  };

  return {
    async status() {
      const [head, extent, readers] = await Promise.all([
        readHead(knex),
        readExtent(knex),
        readStatus(knex),
      ]);
      const { oldest, partitions } = extent;
      return { head, oldest, partitions, readers };
    },
    deadLetters: options =>
      listDeadLetters(knex, {
        ...options,
        before:
          options.before === undefined ? undefined : asNumber(options.before),
        limit: Math.min(options.limit, LONGEST_LIST),
      }),
    replayDeadLetter: async id => andWake(await requestReplay(knex, id)),
    restartReader: async consumer =>
      andWake(await restartReader(knex, consumer)),
    rebuildReader: async consumer =>
      andWake(await requestRebuild(knex, consumer)),
    eventsBetween: (from, to) =>
      readEventsBetween(knex, asNumber(from), asNumber(to), MOST_EVENTS),
    horizon: () => knex.transaction(tx => log.readHorizon(tx)),
  };
}

function asNumber(text: string): string {
  if (/^\d{1,18}$/.test(text)) return text;
  throw new InputError(`'${text}' is not a position or id of the log`);
}
