import { Knex } from 'knex';
import {
  AnyLogEvent,
  loadSubjectOwners,
  newerClaims,
} from '@quarterdeck/plugin-ingest-node';
import {
  loadSubjectClaims,
  upsertSubjectClaims,
} from '@quarterdeck/plugin-portal-node';
import { loadProjectSubjects, moveRows } from '../database/claimedRows';
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
  const places = new Map<string, Place>();
  for (const event of batch) {
    if (event.type !== 'subject.claimed.v1') continue;
    const { instance, project } = event.data.subject;
    places.set(`${instance} ${project}`, { instance, project });
  }
  if (places.size === 0) return [];
  const load = (keys: readonly string[]) => loadSubjectClaims(tx, keys);
  await upsertSubjectClaims(tx, await newerClaims(batch, load));
  for (const place of places.values()) {
    const subjects = await loadProjectSubjects(tx, place);
    const ownerOf = await loadSubjectOwners(subjects, load);
    await moveRows(tx, place, subjects.map(ownerOf));
  }
  return [...places.values()];
}
