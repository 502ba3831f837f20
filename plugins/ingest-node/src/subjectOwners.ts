import {
  claimKeys,
  parseSubjectKey,
  subjectKey,
} from '@quarterdeck/plugin-ingest-common';
import { AnyLogEvent, comparePositions } from './eventLogService';

/** What a person said about a subject; `entityRef` null gives it up. */
export interface SubjectClaim {
  subject: string;
  entityRef: string | null;
  position: string;
}

/** Who a subject's rows belong to now. */
export interface SubjectOwner {
  subject: string;
  /** The claim's entity; null: no claim names one. */
  claimed: string | null;
  /** Rows reported after this position keep what was reported. */
  reportedAfter: string;
}

/** Reads the claims that are filed under these keys. */
export type LoadClaims = (keys: readonly string[]) => Promise<SubjectClaim[]>;

/** Under which keys a claim for this subject may be filed, narrowest first. */
function keysOf(subject: string): string[] {
  const parsed = parseSubjectKey(subject);
  return parsed ? claimKeys(parsed) : [subject];
}

/**
 * Who a subject belongs to. The narrowest claim that names an entity wins. A
 * subject that was given up is unclaimed, until something is reported after that:
 * then the door's word counts again.
 */
function ownerOf(
  subject: string,
  claims: ReadonlyMap<string, SubjectClaim>,
): SubjectOwner {
  let reportedAfter = '0';
  for (const key of keysOf(subject)) {
    const claim = claims.get(key);
    if (claim?.entityRef) {
      return { subject, claimed: claim.entityRef, reportedAfter: '0' };
    }
    if (claim && comparePositions(claim.position, reportedAfter) > 0) {
      reportedAfter = claim.position;
    }
  }
  return { subject, claimed: null, reportedAfter };
}

/** The owners of the subjects of a batch, read at once. */
export async function loadSubjectOwners(
  subjects: Iterable<string>,
  load: LoadClaims,
): Promise<(subject: string) => SubjectOwner> {
  const distinct = [...new Set(subjects)];
  const claims = new Map(
    (await load([...new Set(distinct.flatMap(keysOf))])).map(claim => [
      claim.subject,
      claim,
    ]),
  );
  const owners = new Map(
    distinct.map(subject => [subject, ownerOf(subject, claims)]),
  );
  return subject => owners.get(subject) ?? ownerOf(subject, claims);
}

/** The entity of a row: the claim's, else what the door said. */
export function ownedEntity(
  owner: SubjectOwner,
  row: { entityReported: string | null; position: string },
): string | null {
  if (owner.claimed) return owner.claimed;
  return comparePositions(row.position, owner.reportedAfter) > 0
    ? row.entityReported
    : null;
}

/** The claims of a batch that are newer than what is filed, one for a subject. */
export async function newerClaims(
  batch: readonly AnyLogEvent[],
  load: LoadClaims,
): Promise<SubjectClaim[]> {
  const claims = new Map<string, SubjectClaim>();
  for (const event of batch) {
    if (event.type !== 'subject.claimed.v1') continue;
    const { subject, entityRef } = event.data;
    const key = subjectKey(subject);
    const known = claims.get(key);
    if (known && comparePositions(known.position, event.position) > 0) continue;
    claims.set(key, { subject: key, entityRef, position: event.position });
  }
  for (const filed of await load([...claims.keys()])) {
    const claim = claims.get(filed.subject);
    if (claim && comparePositions(filed.position, claim.position) >= 0) {
      claims.delete(filed.subject);
    }
  }
  return [...claims.values()];
}
