import { ChainRow } from '../chain/walkChain';
import { MergedIncident } from '../facts/mergeIncidents';
import { groupedBy } from '../statistics/order';
import { failureStart, namedDirectly, primaryOf } from './linkedDeployments';
import type { MarkBook, MarkCase } from './markFailures';

const hasLinks = ({ links }: MergedIncident) =>
  Object.values(links).some(list => list.length > 0);

/** Whether a row brought, or is, one of the commits or changes. */
function carries(row: ChainRow, { links }: MergedIncident): boolean {
  const { changeIds, shas } = links;
  if (row.sample.revisions.some(({ sha }) => shas.includes(sha))) return true;
  return (row.brought ?? []).some(
    ({ commit, change }) =>
      shas.includes(commit.sha) ||
      (change !== null &&
        (changeIds.includes(change.id) ||
          shas.includes(change.mergeSha ?? ''))),
  );
}

/** Incidents of a service: first those that name their cause, at last the others. */
export function markByIncidents(
  { rows, rowById, incidents, settings, verdicts }: MarkCase,
  book: MarkBook,
) {
  const ours = incidents.filter(({ cause }) => cause !== 'not_change');
  const releases = groupedBy(
    rows.flatMap(row =>
      [row.sample.release, row.sample.version].flatMap(name =>
        name ? [{ name, row }] : [],
      ),
    ),
    ({ name }) => name,
  );
  const find = {
    byId: (id: string) => rowById.get(id),
    byRelease: (_service: string, name: string) =>
      (releases.get(name) ?? []).map(({ row }) => row),
  };
  const unlinked: MergedIncident[] = [];

  function linked() {
    for (const incident of ours.filter(hasLinks)) {
      const direct = namedDirectly(incident, find);
      const named =
        direct.length > 0
          ? direct
          : rows
              .filter(
                row => row.outcome === 'succeeded' && carries(row, incident),
              )
              .slice(0, 1);
      const primary = primaryOf(named, incident.startedAt);
      if (!primary) {
        // It names something else: time would only contradict it.
        unlinked.push(incident);
        continue;
      }
      for (const row of new Set(named)) {
        book.add({
          deploymentId: row.sample.id,
          role: row === primary ? 'primary' : 'affected',
          method: 'explicit_link',
          incidentId: incident.id,
          detail: 'the incident names it',
          at: incident.startedAt,
        });
      }
    }
  }

  /** Row to blame instead of one that only ran on top of what was rolled back. */
  function culpritOf(row: ChainRow, startedAt: number): ChainRow {
    if (book.of(row.sample.id).length > 0) return row;
    const mark = book
      .all()
      .find(
        ({ deploymentId, role, method, byDeploymentId }) =>
          deploymentId === row.sample.id &&
          role === 'affected' &&
          method === 'rollback' &&
          (rowById.get(byDeploymentId ?? '')?.finishedAt ?? 0) >= startedAt,
      );
    const primary = book
      .all()
      .find(
        ({ role, method, byDeploymentId }) =>
          role === 'primary' &&
          method === 'rollback' &&
          byDeploymentId === mark?.byDeploymentId,
      );
    return (mark && rowById.get(primary?.deploymentId ?? '')) ?? row;
  }

  function timed(): readonly MergedIncident[] {
    const met = rows
      .filter(
        ({ outcome, sample }) =>
          (outcome === 'succeeded' || outcome === 'failed') &&
          !verdicts.get(sample.id)?.ignored,
      )
      .map(row => ({ row, start: failureStart(row) }))
      .sort((a, b) => a.start - b.start);
    for (const incident of ours) {
      if (hasLinks(incident)) continue;
      const { startedAt } = incident;
      // [d, next): at the very finish it belongs to that deployment (rule 20).
      const last = met.findLast(({ start }) => start <= startedAt);
      const limit = settings.incidentWindowMinutes * 60_000;
      if (!last || startedAt - last.start > limit) {
        unlinked.push(incident);
        continue;
      }
      book.add({
        deploymentId: culpritOf(last.row, startedAt).sample.id,
        role: 'primary',
        method: 'time',
        incidentId: incident.id,
        detail: 'the last deployment before the incident',
        at: startedAt,
      });
    }
    return unlinked;
  }

  return { linked, timed };
}
