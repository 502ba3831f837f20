import { claimKeys, parseSubjectKey } from '@quarterdeck/plugin-ingest-common';
import { positionOrder } from '@quarterdeck/plugin-pipelines-common';
import { Knex } from 'knex';
import { ClaimRow, loadClaims, SubjectOwner } from '../database/claims';

/** Under which keys a claim for this subject may be filed, narrowest first. */
function keysOf(subject: string): string[] {
  const parsed = parseSubjectKey(subject);
  return parsed ? claimKeys(parsed) : [subject];
}

/**
 * Who a subject belongs to. The narrowest claim that names an entity wins. A
 * subject that was given up is unclaimed, until something is reported after
 * that: then the door's word counts again.
 */
export function subjectOwner(
  subject: string,
  claims: ReadonlyMap<string, ClaimRow>,
): SubjectOwner {
  let reportedAfter = '0';
  for (const key of keysOf(subject)) {
    const claim = claims.get(key);
    if (claim?.entityRef) {
      return { subject, claimed: claim.entityRef, reportedAfter: '0' };
    }
    if (claim && positionOrder(claim.position, reportedAfter) > 0) {
      reportedAfter = claim.position;
    }
  }
  return { subject, claimed: null, reportedAfter };
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

/** The owners of the subjects of a batch, read with one statement. */
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
