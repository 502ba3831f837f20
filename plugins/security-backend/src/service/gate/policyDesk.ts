import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  NewStoredPolicy,
  StoredPolicy,
} from '@quarterdeck/plugin-security-common';
import {
  endPolicy,
  loadPolicies,
  lockPolicies,
  PolicyRow,
  savePolicy,
} from '../../database/gate/policyRows';
import { DecideDeps } from '../decide';
import { checkPolicy, refuseDouble, refuseStale } from './checkPolicy';
import { demandPolicyRight } from './policyRights';
import { toPolicy } from './policyQuestions';

interface PolicyCaller {
  actor: string;
  decision: PolicyDecision;
}

const placeOf = (row: PolicyRow) => ({
  scope: row.scope,
  scopeRef: row.scope_ref,
});

function demandPolicy(policies: readonly PolicyRow[], id: string): PolicyRow {
  const found = policies.find(row => row.id === id);
  if (found) return found;
  throw new NotFoundError('There is no such policy.');
}

/** Sets a policy, or a new version of one. */
export async function publishPolicy(
  { reader, audit, changed }: DecideDeps,
  id: string | undefined,
  body: NewStoredPolicy,
  caller: PolicyCaller,
): Promise<StoredPolicy> {
  const place = {
    scope: body.scope,
    scopeRef: body.scopeRef?.toLocaleLowerCase('en-US') ?? null,
  };
  checkPolicy(reader, body, place);
  demandPolicyRight(reader, place, caller.decision);
  const row = await reader.knex.transaction(async tx => {
    await lockPolicies(tx);
    const policies = await loadPolicies(tx);
    const before = id ? demandPolicy(policies, id) : undefined;
    if (before) demandPolicyRight(reader, placeOf(before), caller.decision);
    refuseStale(before, body.version);
    const next: PolicyRow = {
      id: before?.id ?? randomUUID(),
      version: (before?.version ?? 0) + 1,
      name: body.name,
      scope: place.scope,
      scope_ref: place.scopeRef,
      environments: body.environments,
      policy: body.policy,
      changed_by: caller.actor,
      changed_at: reader.now(),
      reason: body.reason ?? null,
      deleted_at: null,
    };
    refuseDouble(policies, next);
    await savePolicy(tx, next);
    await audit.record(
      {
        actor: caller.actor,
        action: before ? 'gate-policy.change' : 'gate-policy.create',
        target: next.id,
        details: {
          version: next.version,
          before: before?.policy,
          after: next.policy,
          scope: next.scope,
          scopeRef: next.scope_ref,
          environments: next.environments,
        },
        reason: body.reason,
      },
      tx,
    );
    return next;
  });
  changed();
  return toPolicy(row);
}

async function end(
  tx: Knex.Transaction,
  { reader, audit }: DecideDeps,
  id: string,
  caller: PolicyCaller,
): Promise<boolean> {
  await lockPolicies(tx);
  const row = demandPolicy(await loadPolicies(tx), id);
  demandPolicyRight(reader, placeOf(row), caller.decision);
  const ended = await endPolicy(tx, id, reader.now());
  if (ended) {
    await audit.record(
      {
        actor: caller.actor,
        action: 'gate-policy.end',
        target: id,
        details: { name: row.name, before: row.policy },
      },
      tx,
    );
  }
  return ended;
}

/** Ends a policy. Its versions are kept. */
export async function deletePolicy(
  deps: DecideDeps,
  id: string,
  caller: PolicyCaller,
): Promise<boolean> {
  const deleted = await deps.reader.knex.transaction(tx =>
    end(tx, deps, id, caller),
  );
  deps.changed();
  return deleted;
}
