import { DoraSettings } from '../types';
import { ChainRow } from './walkChain';

/**
 * Leader of each deployment's release (rule 7): the same release of a service
 * in several places within the set time is one. The same place twice is not.
 * Rows of one service come by finish.
 */
export function releaseGroups(
  rows: readonly ChainRow[],
  placeOf: (row: ChainRow) => string,
  { releaseWindowMinutes }: Pick<DoraSettings, 'releaseWindowMinutes'>,
): Map<string, ChainRow> {
  const leaders = new Map<string, ChainRow>();
  const open = new Map<string, { leader: ChainRow; places: Set<string> }>();
  for (const row of rows) {
    const { release, id } = row.sample;
    const place = placeOf(row);
    const group = release === null ? undefined : open.get(release);
    const joins =
      group !== undefined &&
      !group.places.has(place) &&
      row.finishedAt - group.leader.finishedAt <= releaseWindowMinutes * 60_000;
    if (joins) {
      group.places.add(place);
      leaders.set(id, group.leader);
      continue;
    }
    leaders.set(id, row);
    if (release !== null) {
      open.set(release, { leader: row, places: new Set([place]) });
    }
  }
  return leaders;
}
