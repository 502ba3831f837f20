import { Knex } from 'knex';
import { LoggerService } from '@backstage/backend-plugin-api';
import { portalMetrics } from '@quarterdeck/plugin-portal-node';
import {
  claimOutboxCall,
  OutboxRow,
  settleOutboxCall,
} from '../../database/outbox/outboxCalls';
import { OutboundConfig } from './outboundConfig';
import { sendCall, SendOutcome } from './sendCall';
import { createTargetTokens } from './targetTokens';
import { TellOwner } from './tellOwner';

const longestRetrySeconds = 3600;

/** When the next try follows the n-th. */
export function retrySeconds(tries: number, first: number): number {
  return Math.min(first * 2 ** (tries - 1), longestRetrySeconds);
}

function settled(
  row: OutboxRow,
  sent: SendOutcome,
  config: OutboundConfig,
  now: Date,
) {
  const tries = row.tries + 1;
  const common = { tries, last_status: sent.status };
  if (sent.outcome === 'sent') {
    return {
      ...common,
      state: 'sent' as const,
      next_at: now,
      sent_at: now,
      last_error: null,
    };
  }
  const over = sent.outcome === 'refused' || tries >= config.tries;
  const wait = retrySeconds(tries, config.firstRetrySeconds);
  return {
    ...common,
    state: over ? ('dead' as const) : ('pending' as const),
    next_at: new Date(now.getTime() + wait * 1000),
    sent_at: null,
    last_error: sent.error,
  };
}

/** Sends what stands in the outbox; any number may run. */
export interface OutboxWorker {
  /** Sends all that is due. @returns how many tries were made. */
  sendDue(): Promise<number>;
}

/** A worker over the given tables. */
export function createOutboxWorker(options: {
  knex: Knex;
  config: OutboundConfig;
  logger: LoggerService;
  now: () => Date;
  tellOwner: TellOwner;
}): OutboxWorker {
  const { knex, config, logger, now, tellOwner } = options;
  const tokenOf = createTargetTokens();
  const calls = portalMetrics.counter(
    'quarterdeck_pipelines_outbox_calls_total',
    'Calls to providers, by purpose and how they went.',
    ['purpose', 'outcome'],
  );

  /** One call, in a transaction that holds its row: who dies lets go of it. */
  const sendOne = () =>
    knex.transaction(async tx => {
      const row = await claimOutboxCall(tx, now());
      if (!row) return undefined;
      const sent = await sendCall(row, config, tokenOf);
      const change = settled(row, sent, config, now());
      await settleOutboxCall(tx, row.id, change);
      calls.inc({ purpose: row.purpose, outcome: sent.outcome });
      if (change.state === 'dead') {
        logger.error(
          `"${row.title}" was given up after ${change.tries} tries: ${change.last_error}`,
        );
      }
      return { row, change };
    });

  return {
    async sendDue() {
      let made = 0;
      for (;;) {
        const sent = await sendOne();
        if (!sent) return made;
        made += 1;
        const { row, change } = sent;
        // After the commit: nobody hears of what is rolled back.
        if (change.state === 'dead') {
          await tellOwner(row, {
            tries: change.tries,
            error: change.last_error,
          });
        }
      }
    },
  };
}
