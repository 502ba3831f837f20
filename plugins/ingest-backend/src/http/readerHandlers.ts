import { z } from 'zod';
import { NotFoundError } from '@backstage/errors';
import { IngestReader } from '@quarterdeck/plugin-ingest-common';
import { ReaderStatus } from '@quarterdeck/plugin-ingest-node';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import {
  actorOf,
  PageDeps,
  paged,
  PageHandlers,
  personalChange,
} from './pageDeps';

/** A reader of the log as the page shows it. */
export const toReader = (reader: ReaderStatus): IngestReader => ({
  ...reader,
  lastAppliedAt: reader.lastAppliedAt?.toISOString(),
});

/** Readers of the log and what they set aside. */
export function createReaderHandlers(
  deps: PageDeps,
): PageHandlers<
  | 'listReaders'
  | 'restartReader'
  | 'rebuildReader'
  | 'listDeadLetters'
  | 'replayDeadLetter'
> {
  const { logAdmin } = deps;
  const requireReader = async (consumer: string) => {
    const { readers } = await logAdmin.status();
    if (readers.some(reader => reader.consumer === consumer)) return;
    throw new NotFoundError(`There is no reader "${consumer}".`);
  };
  return {
    async listReaders() {
      const { head, readers } = await logAdmin.status();
      return { head, items: readers.map(toReader) };
    },
    async restartReader({ params: { consumer }, credentials, request }) {
      await requireReader(consumer);
      const actor = actorOf(credentials);
      const done = await personalChange(
        deps,
        { id: 'reader-restart', target: consumer, actor, request },
        () => logAdmin.restartReader(consumer),
      );
      return { done };
    },
    async rebuildReader({ params: { consumer }, credentials, request }) {
      await requireReader(consumer);
      const actor = actorOf(credentials);
      const done = await personalChange(
        deps,
        { id: 'reader-rebuild', target: consumer, actor, request },
        () => logAdmin.rebuildReader(consumer),
      );
      return { done };
    },
    async listDeadLetters({ query }) {
      const before = query.cursor
        ? decodeCursor(query.cursor, z.tuple([z.string()]))[0]
        : undefined;
      const letters = await logAdmin.deadLetters({
        consumer: query.consumer,
        limit: query.limit + 1,
        before,
      });
      const page = paged(letters, query.limit, letter =>
        encodeCursor([letter.id]),
      );
      return {
        nextCursor: page.nextCursor,
        items: page.items.map(({ event, failedAt, ...letter }) => ({
          ...letter,
          failedAt: failedAt.toISOString(),
          event: {
            position: event.position,
            type: event.type,
            subject: event.subject,
            entityRef: event.entityRef,
            occurredAt: event.occurredAt.toISOString(),
            receipt: event.deliveryId,
            source: event.source,
            data: event.data,
          },
        })),
      };
    },
    async replayDeadLetter({ params, credentials, request }) {
      const actor = actorOf(credentials);
      const done = await personalChange(
        deps,
        { id: 'dead-letter-replay', target: params.id, actor, request },
        () => logAdmin.replayDeadLetter(params.id),
      );
      if (!done) {
        throw new NotFoundError('There is no event set aside under this id.');
      }
      return { done };
    },
  };
}
