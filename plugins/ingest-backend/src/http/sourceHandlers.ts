import { z } from 'zod';
import { parseSubjectKey } from '@quarterdeck/plugin-ingest-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { countRejected } from '../database/deliveries';
import { listHistoryFetches } from '../database/historyFetch';
import { describeHistory } from '../service/describeHistory';
import { readLastSeen, readMinutes } from '../database/sourceMinutes';
import { listClaims } from '../database/subjectClaims';
import { countUnclaimed, listUnclaimed } from '../database/unclaimedSubjects';
import {
  describeOverview,
  describeSource,
  firstShownMinute,
} from '../service/sourceStats';
import { audited } from './audited';
import { actorOf, PageDeps, paged, PageHandlers } from './pageDeps';
import { toReader } from './readerHandlers';

const hourMs = 3_600_000;

/** Sources, their numbers, and subjects that wait for an entity. */
export function createSourceHandlers(
  deps: PageDeps,
): PageHandlers<
  | 'getOverview'
  | 'listSources'
  | 'listUnclaimed'
  | 'listClaims'
  | 'claimSubject'
> {
  const { knex, sources, claims, logAdmin, auditor } = deps;
  return {
    async getOverview() {
      const now = new Date();
      const [minutes, rejected, unclaimed, status] = await Promise.all([
        readMinutes(knex, new Date(firstShownMinute(now).getTime() - hourMs)),
        countRejected(knex),
        countUnclaimed(knex),
        logAdmin.status(),
      ]);
      const { head, oldest, partitions } = status;
      return describeOverview({
        sources: sources.size,
        minutes,
        rejected,
        unclaimed,
        readers: status.readers.map(toReader),
        log: { head, oldest, partitions },
        now,
      });
    },
    async listSources() {
      const now = new Date();
      const [minutes, seen, fetches] = await Promise.all([
        readMinutes(knex, firstShownMinute(now)),
        readLastSeen(knex, [...sources.keys()]),
        listHistoryFetches(knex),
      ]);
      const items = [...sources.values()].map(source =>
        describeSource({
          source,
          minutes,
          seen: seen.find(row => row.source_id === source.config.id),
          history: deps.history.places.has(source.config.id)
            ? describeHistory(
                fetches.find(row => row.source_id === source.config.id),
                now,
              )
            : undefined,
          now,
        }),
      );
      return { items };
    },
    async listUnclaimed({ query }) {
      const after = query.cursor
        ? decodeCursor(
            query.cursor,
            z.tuple([z.string(), z.string(), z.string()]),
          )
        : undefined;
      const rows = await listUnclaimed(knex, {
        limit: query.limit + 1,
        sources: query.source,
        text: query.text,
        after,
      });
      const page = paged(rows, query.limit, row =>
        encodeCursor([
          row.last_at.toISOString(),
          row.subject_key,
          row.source_id,
        ]),
      );
      const items = page.items.flatMap(row => {
        const subject = parseSubjectKey(row.subject_key);
        if (!subject) return [];
        // An annotation or rule may have come since it was counted: the
        // follower claims it in a moment.
        const resolved = sources.get(row.source_id)?.resolver.resolve(subject);
        if (resolved?.entityRef) return [];
        return [
          {
            key: row.subject_key,
            subject,
            source: row.source_id,
            events: Number(row.events),
            firstAt: row.first_at.toISOString(),
            lastAt: row.last_at.toISOString(),
            note: row.note ?? undefined,
          },
        ];
      });
      return { items, nextCursor: page.nextCursor };
    },
    async listClaims({ query }) {
      const after = query.cursor
        ? decodeCursor(query.cursor, z.tuple([z.string(), z.string()]))
        : undefined;
      const rows = await listClaims(knex, { limit: query.limit + 1, after });
      const page = paged(rows, query.limit, row =>
        encodeCursor([row.claimed_at.toISOString(), row.subject_key]),
      );
      const items = page.items.flatMap(row => {
        const subject = parseSubjectKey(row.subject_key);
        if (!subject) return [];
        return [
          {
            key: row.subject_key,
            subject,
            entityRef: row.entity_ref,
            claimedBy: row.claimed_by,
            claimedAt: row.claimed_at.toISOString(),
            reason: row.reason ?? undefined,
          },
        ];
      });
      return { items, nextCursor: page.nextCursor };
    },
    async claimSubject({ body, credentials, request }) {
      const actor = actorOf(credentials);
      // `claim` writes its own audit record, in the transaction of the claim.
      const result = await audited(
        auditor,
        { id: 'subject-claim', target: body.key, actor, request },
        () => claims.claim({ ...body, actor }),
      );
      deps.changed();
      return result;
    },
  };
}
