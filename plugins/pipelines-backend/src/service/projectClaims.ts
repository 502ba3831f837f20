import { Knex } from 'knex';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { subjectKey } from '@quarterdeck/plugin-ingest-common';
import { positionOrder } from '@quarterdeck/plugin-pipelines-common';
import {
  ClaimRow,
  loadClaims,
  loadProjectSubjects,
  moveRows,
  upsertClaims,
} from '../database/claims';
import { loadOwners } from './ownership';
import { Place } from './projectProjects';

/**
 * Files the claims of a batch, the later position counting, and moves the rows
 * of their projects' subjects.
 * @returns the projects whose rows may have moved.
 */
export async function projectClaims(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<Place[]> {
  const claims = new Map<string, ClaimRow>();
  const places = new Map<string, Place>();
  for (const event of batch) {
    if (event.type !== 'subject.claimed.v1') continue;
    const { subject, entityRef } = event.data;
    const key = subjectKey(subject);
    const known = claims.get(key);
    if (known && positionOrder(known.position, event.position) > 0) continue;
    claims.set(key, { subject: key, entityRef, position: event.position });
    const { instance, project } = subject;
    places.set(`${instance} ${project}`, { instance, project });
  }
  if (claims.size === 0) return [];
  for (const stored of await loadClaims(tx, [...claims.keys()])) {
    const row = claims.get(stored.subject);
    if (row && positionOrder(stored.position, row.position) >= 0) {
      claims.delete(stored.subject);
    }
  }
  await upsertClaims(tx, [...claims.values()]);
  for (const place of places.values()) {
    const subjects = await loadProjectSubjects(tx, place);
    const ownerOf = await loadOwners(tx, subjects);
    await moveRows(tx, place, subjects.map(ownerOf));
  }
  return [...places.values()];
}
