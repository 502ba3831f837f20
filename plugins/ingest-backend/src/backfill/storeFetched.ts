import { HistoryDelivery } from '@quarterdeck/plugin-ingest-node';
import { HistoryCounts } from '../database/historyFetch';
import { keptHeaders } from '../http/receiveHook';
import { NewDelivery } from '../service/delivery';
import { DoorDesk, repeatKey } from '../service/doorDesk';
import { DoorSource } from '../service/doorSources';
import { readHook } from '../service/readHook';
import { newReceipt } from '../service/receipt';

type ProvidedSource = DoorSource & {
  provider: NonNullable<DoorSource['provider']>;
};

/** Whether webhooks of this source are read by a module. */
export const isProvided = (source: DoorSource): source is ProvidedSource =>
  source.provider !== undefined;

/**
 * Puts fetched bodies through the door: the kind's own parser, the same
 * tables, the same group commit. A body whose thing has not changed since it
 * was last fetched is a repeat.
 */
export async function storeFetched(
  desk: DoorDesk,
  source: ProvidedSource,
  deliveries: readonly HistoryDelivery[],
): Promise<Omit<HistoryCounts, 'skipped'>> {
  const { config, provider } = source;
  const counts = {
    fetched: deliveries.length,
    stored: 0,
    repeats: 0,
    rejected: 0,
  };
  await Promise.all(
    deliveries.map(async fetched => {
      const now = new Date();
      const receipt = newReceipt(now);
      const headers = {
        'content-type': 'application/json',
        ...fetched.headers,
      };
      const body = Buffer.from(JSON.stringify(fetched.body));
      const delivery: NewDelivery = {
        receipt,
        source: config.id,
        door: 'hooks',
        key: repeatKey({
          key: `backfill:${fetched.kind}:${fetched.version}`,
          body,
          now,
          keepKeysDays: desk.keepKeysDays,
        }),
        reading: readHook({
          provider,
          resolver: source.resolver,
          source: config.id,
          maxDepth: config.limits.depth,
          headers,
          body,
          now,
          receipt,
        }),
        bytes: body.length,
        check: 'Fetched from the API',
        contentType: 'application/json',
        headers: keptHeaders(provider, headers),
        chunks: desk.vault.seal(receipt, body),
      };
      const outcome = await desk.store(delivery);
      if (outcome.kind === 'repeat') counts.repeats += 1;
      else if (outcome.status === 'rejected') counts.rejected += 1;
      else {
        counts.stored += 1;
        desk.fetched(delivery);
      }
    }),
  );
  return counts;
}
