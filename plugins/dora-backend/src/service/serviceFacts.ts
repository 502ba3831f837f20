import { DoraFacts } from '@quarterdeck/plugin-dora-common';
import { Asker } from '../database/asker';
import {
  DeploymentFactRow,
  loadChanges,
  loadClassifications,
  loadDeployments,
  loadGates,
  loadIncidents,
  loadNamedDeployments,
} from '../database/loadServiceFacts';
import { loadPushes } from '../database/pushRows';
import { revisionsOf } from './revisionsOf';
import {
  deploymentId,
  toChange,
  toDeployment,
  toIncident,
  triedAgain,
  waitsOf,
} from './toSamples';

/** Facts of a service, and what its rows are shown with. */
export interface ServiceFacts extends DoraFacts {
  /** null: nobody claimed it. */
  entityRef: string | null;
  urls: ReadonlyMap<string, string>;
}

const by = <T>(rows: readonly T[], keyOf: (row: T) => string) => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return (key: string): readonly T[] => groups.get(key) ?? [];
};

const reposOf = (rows: readonly DeploymentFactRow[]) => [
  ...new Set(
    rows.flatMap(({ facts }) => revisionsOf(facts).map(({ repo }) => repo)),
  ),
];

/** Everything that the samples of services follow from, a statement per kind of fact. */
export async function readFacts(
  tx: Asker,
  services: readonly string[],
): Promise<Map<string, ServiceFacts>> {
  const rows = await loadDeployments(tx, services);
  const repos = reposOf(rows);
  const pushesOf = by(await loadPushes(tx, repos), ({ repo }) => repo);
  const changesOf = by(
    (await loadChanges(tx, repos)).map(toChange),
    ({ repo }) => repo,
  );
  const waits = waitsOf(await loadGates(tx, rows), rows);
  const ids = rows.map(row => ({
    service: row.service,
    id: deploymentId(row),
  }));
  const incidentRows = await loadIncidents(tx, services, ids);
  const incidentsOf = by(incidentRows, ({ ofService }) => ofService);
  const own = new Set(ids.map(({ id }) => id));
  // Those of other services, so that it is seen where an incident belongs.
  const named = incidentRows.flatMap(row =>
    (toIncident(row).links.deploymentIds ?? []).map(id => ({
      id,
      ofService: row.ofService,
    })),
  );
  const others = new Map(
    (
      await loadNamedDeployments(tx, [
        ...new Set(named.flatMap(({ id }) => (own.has(id) ? [] : id))),
      ])
    ).map(row => [deploymentId(row), row]),
  );
  const ownById = new Map(rows.map(row => [deploymentId(row), row]));
  const namedOf = by(named, ({ ofService }) => ofService);
  const saidOf = by(
    await loadClassifications(tx, [...own]),
    ({ deploymentId: id }) => id,
  );
  const rowsOf = by(rows, ({ service }) => service);
  return new Map(
    services.map(service => {
      const mine = rowsOf(service);
      const dropped = triedAgain(mine);
      const foreign = new Set(
        namedOf(service).flatMap(({ id }) => {
          const row = ownById.get(id) ?? others.get(id);
          return row && row.service !== service ? [row] : [];
        }),
      );
      const kept = mine.filter(row => !dropped.has(deploymentId(row)));
      return [
        service,
        {
          deployments: [...kept, ...foreign].map(row =>
            toDeployment(row, waits.get(deploymentId(row))),
          ),
          pushes: reposOf(mine).flatMap(repo => pushesOf(repo)),
          changes: reposOf(mine).flatMap(repo => changesOf(repo)),
          incidents: incidentsOf(service).map(toIncident),
          classifications: mine.flatMap(row => saidOf(deploymentId(row))),
          entityRef:
            [...mine, ...incidentsOf(service)].find(
              row => row.service === service,
            )?.entityRef ?? null,
          urls: new Map(
            mine.flatMap(row =>
              row.facts.url ? [[deploymentId(row), row.facts.url]] : [],
            ),
          ),
        },
      ];
    }),
  );
}

/** Everything that a service's samples follow from. */
export async function readServiceFacts(
  tx: Asker,
  service: string,
): Promise<ServiceFacts> {
  const facts = (await readFacts(tx, [service])).get(service);
  if (!facts) throw new Error(`Nothing was read of ${service}`);
  return facts;
}
