import { canonicalText, groupedBy, sortedBy } from '../statistics/order';
import { Incident, IncidentLinks, Moment } from '../types';

/** An incident with its duplicates in it. */
export interface MergedIncident {
  id: string;
  service: string;
  startedAt: Moment;
  /** Its last resolve; null while it is open. */
  resolvedAt: Moment | null;
  cause: Incident['cause'];
  links: Required<IncidentLinks>;
}

const union = (lists: readonly (readonly string[] | undefined)[]) =>
  [...new Set(lists.flatMap(list => list ?? []))].sort();

/** The first of a line of duplicates; the smallest id, should they form a circle. */
function rootOf(id: string, parents: ReadonlyMap<string, string>): string {
  const seen: string[] = [];
  let at = id;
  while (parents.has(at)) {
    if (seen.includes(at)) return [...seen.slice(seen.indexOf(at))].sort()[0];
    seen.push(at);
    at = parents.get(at) ?? at;
  }
  return at;
}

function causeOf(rows: readonly Incident[]): Incident['cause'] {
  const said = new Set(rows.map(({ cause }) => cause));
  if (said.has('change')) return 'change';
  return said.has('not_change') ? 'not_change' : 'unknown';
}

/** When it was last resolved, if that still holds. At the same moment `open` wins. */
function resolvedAt(rows: readonly Incident[]): Moment | null {
  const turns = sortedBy(
    rows.flatMap(row => row.turns),
    ({ at }) => at,
    ({ to }) => (to === 'resolved' ? 0 : 1),
  );
  const last = turns.at(-1);
  return last?.to === 'resolved' ? last.at : null;
}

/**
 * Duplicates of an incident are one (rule 16): the first start, the links of
 * all, the turns of the one the others point at. The last resolve counts
 * (rule 12).
 */
export function mergeIncidents(
  incidents: readonly Incident[],
): MergedIncident[] {
  const parents = new Map(
    sortedBy(
      incidents.filter(row => row.duplicateOf && row.duplicateOf !== row.id),
      canonicalText,
    ).map(row => [row.id, row.duplicateOf ?? row.id]),
  );
  const families = groupedBy(incidents, ({ id }) => rootOf(id, parents));
  const merged = [...families].map(([id, rows]): MergedIncident => {
    const own = rows.filter(row => row.id === id);
    const main = sortedBy(own.length ? own : rows, canonicalText);
    return {
      id,
      service: main[0].service,
      startedAt: rows.reduce((min, r) => Math.min(min, r.startedAt), Infinity),
      resolvedAt: resolvedAt(main),
      cause: causeOf(main),
      links: {
        deploymentIds: union(rows.map(r => r.links.deploymentIds)),
        releases: union(rows.map(r => r.links.releases)),
        changeIds: union(rows.map(r => r.links.changeIds)),
        shas: union(rows.map(r => r.links.shas)),
      },
    };
  });
  return sortedBy(
    merged,
    ({ startedAt }) => startedAt,
    ({ id }) => id,
  );
}
