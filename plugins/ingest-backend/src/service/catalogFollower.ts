import { Knex } from 'knex';
import { LoggerService } from '@backstage/backend-plugin-api';
import { parseSubjectKey } from '@quarterdeck/plugin-ingest-common';
import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import { AuditLog, EntityIndex } from '@quarterdeck/plugin-portal-node';
import { lockClaims, readClaimVersion } from '../database/subjectClaims';
import {
  insertDecisions,
  NewDecision,
  OpenSubject,
  readOpenSubjects,
  rereadOpenSubjects,
  writeDecisions,
} from '../database/subjectDecisions';
import { deleteUnclaimed } from '../database/unclaimedSubjects';
import { claimEvent } from './claimEvent';
import { Claims } from './claims';
import { Reading } from './delivery';
import { DoorSource } from './doorSources';

/** Keeps subjects with the entities the catalog names. */
export interface CatalogFollower {
  /** Notes by memory what rules decided; written at the next look. */
  decided(source: string, reading: Reading): void;
  /** Looks when catalog or claims changed, and now and then. */
  look(): Promise<void>;
  /** Looks at once. Answers how many subjects were claimed. */
  follow(): Promise<number>;
}

const pageSize = 1000;
const perTransaction = 200;
const keptSubjects = 50_000;
/** A delivery read beside an older copy of the catalog is found by this. */
const lookAgainMs = 30_000;
/** The actor of the catalog's claims. */
const actor = 'system:catalog';

/**
 * A repository is often annotated after its first deliveries came, or its
 * annotation moves to another entity. Subjects without an entity, and those a
 * rule decided about, are resolved anew when the catalog changes; where the
 * answer differs, one `subject.claimed` event moves their rows. A person's claim
 * is never touched, and a subject whose annotation is gone keeps its owner until
 * another entity takes it. The row of the claims' version is the lock: replicas
 * follow in turn, and the second finds nothing left to do.
 */
export function createCatalogFollower(options: {
  knex: Knex;
  eventLog: Pick<EventLogService, 'append'>;
  entities: Pick<EntityIndex, 'version' | 'asOf'>;
  sources: ReadonlyMap<string, Pick<DoorSource, 'resolver'>>;
  claims: Pick<Claims, 'refresh'>;
  audit: Pick<AuditLog, 'record'>;
  logger: Pick<LoggerService, 'info'>;
  changed(): void;
}): CatalogFollower {
  const { knex, eventLog, entities, sources, claims, audit } = options;
  const known = new Set<string>();
  let pending = new Map<string, NewDecision>();
  let lookedAt = 0;
  let looked = '';
  let looking: Promise<number> | undefined;

  const decide = (row: OpenSubject): NewDecision | undefined => {
    const subject = parseSubjectKey(row.subject_key);
    if (!subject) return undefined;
    for (const source of [...row.source_ids].sort()) {
      const found = sources.get(source)?.resolver.resolve(subject);
      if (found?.resolvedBy === 'claim') return undefined;
      if (found?.entityRef) {
        const { entityRef } = found;
        return { subjectKey: row.subject_key, source, entityRef };
      }
    }
    return undefined;
  };

  /** Consumers know already: nothing to tell, only a count to forget. */
  const isTold = (row: OpenSubject, decision: NewDecision) =>
    row.entity_ref === decision.entityRef && (row.claimed || !row.unclaimed);
  /** Whoever decided after our copy was read knew the catalog better. */
  const isNewer = (row: OpenSubject) =>
    row.decided_at !== null && row.decided_at >= entities.asOf;

  const differs = (row: OpenSubject) => {
    const decision = decide(row);
    if (!decision) return false;
    return isTold(row, decision) ? row.unclaimed : !isNewer(row);
  };

  const claimAll = (keys: readonly string[]): Promise<number> =>
    knex.transaction(async tx => {
      await lockClaims(tx);
      await claims.refresh();
      const rows = (await rereadOpenSubjects(tx, keys)).filter(differs);
      const decisions = rows.flatMap(row => {
        const decision = decide(row);
        return decision && !isTold(row, decision) ? [decision] : [];
      });
      await deleteUnclaimed(
        tx,
        rows.map(row => row.subject_key),
      );
      if (decisions.length === 0) return 0;
      await writeDecisions(tx, decisions);
      for (const { subjectKey, entityRef } of decisions) {
        await audit.record(
          {
            actor,
            action: 'subject.claim',
            target: subjectKey,
            details: { entityRef },
          },
          tx,
        );
      }
      const events = decisions.flatMap(({ subjectKey, entityRef }) => {
        const subject = parseSubjectKey(subjectKey);
        return subject
          ? [claimEvent({ subject, entityRef, by: 'catalog' })]
          : [];
      });
      await eventLog.append(events, tx);
      return decisions.length;
    });

  const flush = async () => {
    const taken = pending;
    if (taken.size === 0) return;
    pending = new Map();
    try {
      await insertDecisions(knex, [...taken.values()]);
    } catch (error) {
      for (const [key, decision] of taken) pending.set(key, decision);
      throw error;
    }
  };

  const followAll = async () => {
    await flush();
    let claimed = 0;
    let after = '';
    for (;;) {
      const rows = await readOpenSubjects(knex, { after, limit: pageSize });
      const open = rows.filter(differs).map(row => row.subject_key);
      for (let at = 0; at < open.length; at += perTransaction) {
        claimed += await claimAll(open.slice(at, at + perTransaction));
      }
      const last = rows.at(-1);
      if (!last || rows.length < pageSize) break;
      after = last.subject_key;
    }
    if (claimed > 0) {
      options.logger.info(
        `${claimed} subjects followed the catalog to their entities.`,
      );
      options.changed();
    }
    return claimed;
  };

  const follow = (): Promise<number> => {
    looking ??= followAll().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  return {
    follow,
    decided(source, reading) {
      for (const { event, resolvedBy } of reading.events) {
        const { subject, entityRef } = event;
        if (!subject || !entityRef || known.has(subject)) continue;
        if (resolvedBy !== 'annotation' && resolvedBy !== 'mapping') continue;
        if (known.size >= keptSubjects) known.clear();
        known.add(subject);
        pending.set(subject, { subjectKey: subject, source, entityRef });
      }
    },
    async look() {
      await flush();
      // An empty copy is no catalog: it is not read yet.
      if (entities.version === 0) return;
      const state = `${entities.version}/${await readClaimVersion(knex)}`;
      if (state === looked && Date.now() - lookedAt < lookAgainMs) return;
      await follow();
      looked = state;
      lookedAt = Date.now();
    },
  };
}
