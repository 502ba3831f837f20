import { Knex } from 'knex';
import { InputError } from '@backstage/errors';
import {
  claimKeys,
  parseSubjectKey,
  Subject,
  subjectKey,
} from '@quarterdeck/plugin-ingest-common';
import { claimEvent } from './claimEvent';
import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import { AuditLog, EntityIndex } from '@quarterdeck/plugin-portal-node';
import {
  readClaims,
  readClaimVersion,
  writeClaim,
} from '../database/subjectClaims';
import { decidedKeysOf, releaseDecisions } from '../database/subjectDecisions';
import {
  deleteUnclaimed,
  unclaimedKeysOf,
} from '../database/unclaimedSubjects';

/** What people said about subjects, in memory for the hot path. */
export interface Claims {
  entityOf(subjectKey: string): string | undefined;
  /** Reads again when some replica made a claim. */
  refresh(): Promise<void>;
  /** Writes a claim, its event and its audit record in one transaction. */
  claim(claim: {
    key: string;
    entityRef: string | null;
    actor: string;
    reason?: string;
  }): Promise<{ key: string; entityRef: string | null; position: string }>;
}

const subjectOfKey = (key: string): Subject => {
  const subject = parseSubjectKey(key);
  if (subject) return subject;
  throw new InputError(
    'The key is not a subject. Take it from the list of unclaimed subjects.',
  );
};

/** Claims over the given connection. */
export function createClaims(options: {
  knex: Knex;
  eventLog: Pick<EventLogService, 'append'>;
  entities: Pick<EntityIndex, 'get'>;
  audit: Pick<AuditLog, 'record'>;
}): Claims {
  const { knex, eventLog, entities, audit } = options;
  let claims = new Map<string, string>();
  let version = '';

  const refresh = async () => {
    // Version first: a claim between the two reads is then read once more.
    const current = await readClaimVersion(knex);
    if (current === version) return;
    claims = await readClaims(knex);
    version = current;
  };

  return {
    entityOf: key => claims.get(key),
    refresh,
    async claim({ key, entityRef, actor, reason }) {
      const subject = subjectOfKey(key);
      const canonical = subjectKey(subject);
      const entity = entityRef === null ? null : entities.get(entityRef);
      if (entity === undefined) {
        throw new InputError(
          `The catalog has no "${entityRef}". Register it first, or pick another.`,
        );
      }
      const ref = entity === null ? null : entity.ref;
      const position = await knex.transaction(async tx => {
        await writeClaim(tx, {
          subjectKey: canonical,
          entityRef: ref,
          claimedBy: actor,
          reason,
        });
        await audit.record(
          {
            actor,
            action: 'subject.claim',
            target: canonical,
            details: { entityRef: ref },
            reason,
          },
          tx,
        );
        const projectKey = subjectKey({
          instance: subject.instance,
          project: subject.project,
        });
        const covers = (candidate: string) => {
          const parsed = parseSubjectKey(candidate);
          return parsed !== undefined && claimKeys(parsed).includes(canonical);
        };
        if (ref !== null) {
          const unclaimed = await unclaimedKeysOf(tx, projectKey);
          await deleteUnclaimed(tx, unclaimed.filter(covers));
        }
        const decided = await decidedKeysOf(tx, projectKey);
        const told = await releaseDecisions(tx, decided.filter(covers));
        // The narrowest claim counts, so what the catalog claimed below a
        // person's claim is taken back first: people win.
        const released = told.flatMap(known => {
          const narrower =
            known === canonical ? undefined : parseSubjectKey(known);
          return narrower
            ? [claimEvent({ subject: narrower, entityRef: null, by: actor })]
            : [];
        });
        const { positions } = await eventLog.append(
          [...released, claimEvent({ subject, entityRef: ref, by: actor })],
          tx,
        );
        return positions[positions.length - 1];
      });
      await refresh();
      return { key: canonical, entityRef: ref, position };
    },
  };
}
