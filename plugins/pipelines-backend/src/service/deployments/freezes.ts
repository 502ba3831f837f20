import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { z } from 'zod';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  Freeze,
  freezeBodySchema,
  freezeHolds,
  FreezePlace,
  FreezeReach,
} from '@quarterdeck/plugin-pipelines-common';
import { AuditLog, EntityIndex } from '@quarterdeck/plugin-portal-node';
import {
  FreezeRow,
  lockFreeze,
  removeFreeze,
  writeFreeze,
} from '../../database/deployments/freezeRows';
import { holds } from '../entitySet';
import { Reader } from '../reader';

type FreezeBody = z.output<typeof freezeBodySchema>;

const lower = (ref: string) => ref.toLocaleLowerCase('en-US');

const reachOf = (row: FreezeRow): FreezeReach => ({
  scope: row.scope,
  scopeRef: row.scope_ref,
  environments: row.environments,
  tiers: row.tiers,
  from: row.from_at,
  to: row.to_at,
});

/** A freeze as it is answered. */
export function toFreeze(row: FreezeRow, now: Date): Freeze {
  return {
    id: row.id,
    scope: row.scope,
    scopeRef: row.scope_ref,
    environments: row.environments,
    tiers: row.tiers,
    from: row.from_at.toISOString(),
    to: row.to_at.toISOString(),
    reason: row.reason,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedBy: row.updated_by,
    updatedAt: row.updated_at?.toISOString() ?? null,
    active: row.from_at <= now && now < row.to_at,
  };
}

/** The freeze of a place at a time, the one that holds longest. */
export type FrozenAt = (
  place: FreezePlace,
  at: Date,
) => { id: string; reason: string; to: string } | null;

/** Which of these freezes holds where. */
export function createFrozenAt(
  rows: readonly FreezeRow[],
  index: Pick<EntityIndex, 'inScope'>,
): FrozenAt {
  const reaches = [...rows]
    .sort((a, b) => b.to_at.getTime() - a.to_at.getTime())
    .map(row => ({ row, reach: reachOf(row) }));
  const members = new Map<string, string[]>();
  const inScope = (ref: string) => {
    const known = members.get(ref) ?? index.inScope(ref);
    members.set(ref, known);
    return known;
  };
  return (place, at) => {
    const found = reaches.find(({ reach }) =>
      freezeHolds(reach, place, at, inScope),
    );
    return found
      ? {
          id: found.row.id,
          reason: found.row.reason,
          to: found.row.to_at.toISOString(),
        }
      : null;
  };
}

/** Whether the freeze is about something of which the caller may read anything. */
export function freezeVisible(
  reader: Reader,
  row: FreezeRow,
  decision: PolicyDecision,
): boolean {
  if (row.scope !== 'entity') return true;
  return holds(reader.visible(decision), row.scope_ref);
}

/** What changing freezes takes. */
export interface FreezeDeps {
  reader: Reader;
  audit: Pick<AuditLog, 'record'>;
}

/** A person asks for a change. */
export interface FreezeAsk {
  actor: string;
  decision: PolicyDecision;
}

/** Who may stop only their own services may not stop a system or everything. */
function mayManage(
  { reader }: FreezeDeps,
  { decision }: FreezeAsk,
  freeze: { scope: string; scopeRef: string | null },
): void {
  const may = reader.visible(decision);
  const everything = may.kind === 'except' && may.refs.length === 0;
  const own = freeze.scope === 'entity' && holds(may, freeze.scopeRef);
  if (!everything && !own) {
    throw new NotAllowedError(
      'You may freeze services your groups own. For more, ask the platform team.',
    );
  }
}

const rowOf = (body: FreezeBody) => ({
  scope: body.scope,
  scope_ref: body.scopeRef === undefined ? null : lower(body.scopeRef),
  environments: body.environments,
  tiers: body.tiers,
  from_at: new Date(body.from),
  to_at: new Date(body.to),
  reason: body.reason,
});

/** Adds a freeze. */
export async function createFreeze(
  deps: FreezeDeps,
  body: FreezeBody,
  ask: FreezeAsk,
): Promise<Freeze> {
  const { reader, audit } = deps;
  const now = reader.now();
  const row: FreezeRow = {
    ...rowOf(body),
    id: randomUUID(),
    created_by: ask.actor,
    created_at: now,
    updated_by: null,
    updated_at: null,
  };
  mayManage(deps, ask, { ...body, scopeRef: row.scope_ref });
  await reader.knex.transaction(async tx => {
    await writeFreeze(tx, row);
    await audit.record(
      {
        actor: ask.actor,
        action: 'freeze.create',
        target: row.id,
        details: body,
        reason: body.reason,
      },
      tx,
    );
  });
  return toFreeze(row, now);
}

async function locked(
  deps: FreezeDeps,
  tx: Knex.Transaction,
  id: string,
  ask: FreezeAsk,
): Promise<FreezeRow> {
  const row = await lockFreeze(tx, id);
  if (!row) throw new NotFoundError('There is no such freeze any more.');
  mayManage(deps, ask, { scope: row.scope, scopeRef: row.scope_ref });
  return row;
}

/** Changes a freeze. */
export function updateFreeze(
  deps: FreezeDeps,
  id: string,
  body: FreezeBody,
  ask: FreezeAsk,
): Promise<Freeze> {
  const { reader, audit } = deps;
  return reader.knex.transaction(async tx => {
    const before = await locked(deps, tx, id, ask);
    const now = reader.now();
    const row: FreezeRow = {
      ...before,
      ...rowOf(body),
      updated_by: ask.actor,
      updated_at: now,
    };
    mayManage(deps, ask, { scope: row.scope, scopeRef: row.scope_ref });
    await writeFreeze(tx, row);
    await audit.record(
      {
        actor: ask.actor,
        action: 'freeze.update',
        target: id,
        details: { before: toFreeze(before, now), after: toFreeze(row, now) },
        reason: body.reason,
      },
      tx,
    );
    return toFreeze(row, now);
  });
}

/** Takes a freeze back. */
export function deleteFreeze(
  deps: FreezeDeps,
  id: string,
  ask: FreezeAsk,
): Promise<{ deleted: boolean }> {
  const { reader, audit } = deps;
  return reader.knex.transaction(async tx => {
    const before = await locked(deps, tx, id, ask);
    await removeFreeze(tx, id);
    await audit.record(
      {
        actor: ask.actor,
        action: 'freeze.delete',
        target: id,
        details: { before: toFreeze(before, reader.now()) },
      },
      tx,
    );
    return { deleted: true };
  });
}
