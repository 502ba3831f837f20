import { Knex } from 'knex';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { positionOrder } from '@quarterdeck/plugin-pipelines-common';
import {
  loadProjects,
  markDefaultBranch,
  ProjectRow,
  upsertProjects,
} from '../database/projectFacts';

/** A project, where everything of one repository lives. */
export interface Place {
  instance: string;
  project: string;
}

const keyOf = (place: Place) => `${place.instance} ${place.project}`;

function laterRow(a: ProjectRow, b: ProjectRow): ProjectRow {
  const order =
    Date.parse(a.observedAt) - Date.parse(b.observedAt) ||
    positionOrder(a.position, b.position);
  return order >= 0 ? a : b;
}

function defaultBranchOf(event: AnyLogEvent): ProjectRow | undefined {
  if (event.type !== 'ci.run.v1' && event.type !== 'commits.pushed.v1') {
    return undefined;
  }
  const { defaultBranch, instance, project } = event.data;
  if (!defaultBranch) return undefined;
  const observedAt =
    event.type === 'ci.run.v1' ? event.data.observedAt : event.data.pushedAt;
  const { position } = event;
  return { instance, project, defaultBranch, observedAt, position };
}

/**
 * Learns default branches from payloads, the latest word counting.
 * @returns the projects of which stored runs had to be marked anew.
 */
export async function projectProjects(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<Place[]> {
  const rows = new Map<string, ProjectRow>();
  for (const event of batch) {
    const row = defaultBranchOf(event);
    if (!row) continue;
    const known = rows.get(keyOf(row));
    rows.set(keyOf(row), known ? laterRow(known, row) : row);
  }
  if (rows.size === 0) return [];
  const stored = new Map(
    (await loadProjects(tx, [...rows.values()])).map(row => [keyOf(row), row]),
  );
  const newer: ProjectRow[] = [];
  const renamed: ProjectRow[] = [];
  for (const [key, row] of rows) {
    const known = stored.get(key);
    if (known && laterRow(known, row) === known) continue;
    newer.push(row);
    if (known?.defaultBranch !== row.defaultBranch) renamed.push(row);
  }
  await upsertProjects(tx, newer);
  const moved: Place[] = [];
  for (const row of renamed) {
    const { instance, project, defaultBranch } = row;
    const marked = await markDefaultBranch(tx, {
      instance,
      project,
      defaultBranch,
    });
    if (marked > 0) moved.push({ instance, project });
  }
  return moved;
}
