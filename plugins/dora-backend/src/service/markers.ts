import { randomUUID } from 'node:crypto';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { DoraMarker } from '@quarterdeck/plugin-dora-common';
import { resolveTime } from '@quarterdeck/plugin-portal-common';
import { AuditLog, holds } from '@quarterdeck/plugin-portal-node';
import {
  insertMarker,
  listMarkers,
  lockMarker,
  MarkerRow,
  removeMarker,
} from '../database/records';
import { Reader } from './reader';
import { toMarker } from './recordAnswers';

/** What markers take. */
export interface MarkerDeps {
  reader: Reader;
  audit: Pick<AuditLog, 'record'>;
}

interface Ask {
  actor: string;
  decision: PolicyDecision;
}

const lower = (ref: string) => ref.toLocaleLowerCase('en-US');

/** Who may only manage their own marks what lies in it, not everybody's charts. */
function mayManage(
  { reader }: MarkerDeps,
  { decision }: Ask,
  scopeRef: string | null,
): void {
  const may = reader.visible(decision);
  const everything = may.kind === 'except' && may.refs.length === 0;
  const members = scopeRef === null ? [] : reader.index.inScope(scopeRef);
  const own = members.length > 0 && members.every(ref => holds(may, ref));
  if (!everything && !own) {
    throw new NotAllowedError(
      'You may set markers for services your groups own. For more, ask the platform team.',
    );
  }
}

/** Markers of a scope that the caller may see. */
export async function visibleMarkers(
  reader: Reader,
  scope: string | undefined,
  decision: PolicyDecision,
): Promise<DoraMarker[]> {
  const may = reader.visible(decision);
  const rows = await listMarkers(reader.knex, scope ?? null);
  return rows
    .filter(
      ({ scope_ref }) =>
        !scope_ref?.startsWith('component:') || holds(may, scope_ref),
    )
    .map(toMarker);
}

/** Sets a marker. */
export async function createMarker(
  deps: MarkerDeps,
  body: { scope?: string; at: string; label: string },
  ask: Ask,
): Promise<DoraMarker> {
  const { reader, audit } = deps;
  const now = reader.now();
  const row: MarkerRow = {
    id: randomUUID(),
    scope_ref: body.scope === undefined ? null : lower(body.scope),
    at: resolveTime(body.at, now),
    label: body.label,
    by: ask.actor,
    created_at: now,
  };
  mayManage(deps, ask, row.scope_ref);
  await reader.knex.transaction(async tx => {
    await insertMarker(tx, row);
    await audit.record(
      {
        actor: ask.actor,
        action: 'marker.create',
        target: row.id,
        details: { ...toMarker(row) },
      },
      tx,
    );
  });
  return toMarker(row);
}

/** Takes a marker away. */
export function deleteMarker(
  deps: MarkerDeps,
  id: string,
  ask: Ask,
): Promise<{ deleted: boolean }> {
  const { reader, audit } = deps;
  return reader.knex.transaction(async tx => {
    const row = await lockMarker(tx, id);
    if (!row) throw new NotFoundError('There is no such marker any more.');
    mayManage(deps, ask, row.scope_ref);
    await removeMarker(tx, id);
    await audit.record(
      {
        actor: ask.actor,
        action: 'marker.delete',
        target: id,
        details: { before: { ...toMarker(row) } },
      },
      tx,
    );
    return { deleted: true };
  });
}
