import { claimKeys, parseSubjectKey } from '@quarterdeck/plugin-ingest-common';
import { positionOrder } from '@quarterdeck/plugin-portal-common';
import { Knex } from 'knex';
import { ClaimRow, loadClaims } from '../database/claims';

/** Who a subject's rows belong to now. */
export interface SubjectOwner {
  /** The claim's entity; null: no claim names one. */
  claimed: string | null;
  /** Rows reported after this position keep what was reported. */
  reportedAfter: string;
}

function keysOf(subject: string): string[] {
  const parsed = parseSubjectKey(subject);
  return parsed ? claimKeys(parsed) : [subject];
}

/**
 * Who a subject belongs to. The narrowest claim that names an entity wins; a
 * subject that was given up is unclaimed until something is reported after that.
 */
function subjectOwner(
  subject: string,
  claims: ReadonlyMap<string, ClaimRow>,
): SubjectOwner {
  let reportedAfter = '0';
  for (const key of keysOf(subject)) {
    const claim = claims.get(key);
    if (claim?.entityRef) {
      return { claimed: claim.entityRef, reportedAfter: '0' };
    }
    if (claim && positionOrder(claim.position, reportedAfter) > 0) {
      reportedAfter = claim.position;
    }
  }
  return { claimed: null, reportedAfter };
}

/** The entity of a row: the claim's, else what the door said. */
export function entityOf(
  owner: SubjectOwner,
  row: { entityReported: string | null; position: string },
): string | null {
  if (owner.claimed) return owner.claimed;
  return positionOrder(row.position, owner.reportedAfter) > 0
    ? row.entityReported
    : null;
}

/** The owners of subjects, read with one statement. */
export async function loadOwners(
  tx: Knex,
  subjects: Iterable<string>,
): Promise<(subject: string) => SubjectOwner> {
  const distinct = [...new Set(subjects)];
  const keys = [...new Set(distinct.flatMap(keysOf))];
  const claims = new Map(
    (await loadClaims(tx, keys)).map(claim => [claim.subject, claim]),
  );
  const owners = new Map(
    distinct.map(subject => [subject, subjectOwner(subject, claims)]),
  );
  return subject => owners.get(subject) ?? subjectOwner(subject, claims);
}
