import { z } from 'zod';
import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { StoredPolicy } from '@quarterdeck/plugin-security-common';
import {
  loadPolicies,
  loadPolicyVersions,
  PolicyRow,
} from '../../database/gate/policyRows';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { Reader } from '../reader';
import { demandEntity } from './demandEntity';
import { effectivePolicy } from './effectivePolicy';

/** A policy as it is answered. */
export function toPolicy(row: PolicyRow): StoredPolicy {
  return {
    id: row.id,
    name: row.name,
    scope: row.scope,
    scopeRef: row.scope_ref,
    environments: row.environments,
    version: row.version,
    policy: row.policy,
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
    reason: row.reason,
    endedAt: row.deleted_at?.toISOString() ?? null,
  };
}

/** Policies of the gate and where each holds. */
export async function answerListPolicies(
  reader: Reader,
  query: QueryOf<'listGatePolicies'>,
  mayEdit: ((row: PolicyRow) => boolean) | undefined,
): Promise<AnswerOf<'listGatePolicies'>> {
  const rows = await loadPolicies(reader.knex);
  const after = query.cursor
    ? decodeCursor(query.cursor, z.tuple([z.string(), z.string()]))
    : undefined;
  const entity = query.scope ? reader.index.get(query.scope) : undefined;
  const wanted = rows.filter(
    row =>
      (!query.scope ||
        row.scope === 'all' ||
        [query.scope, entity?.system, entity?.owner, entity?.domain].includes(
          row.scope_ref ?? undefined,
        )) &&
      (!after || [row.name, row.id].join('\0') > after.join('\0')),
  );
  const shown = wanted.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(row => ({
      ...toPolicy(row),
      canEdit: mayEdit?.(row) ?? false,
    })),
    canPublish: mayEdit !== undefined,
    nextCursor:
      last && wanted.length > shown.length
        ? encodeCursor([last.name, last.id])
        : null,
  };
}

/** The policy that counts for an entity. */
export async function answerEffectivePolicy(
  reader: Reader,
  params: { kind: string; namespace: string; name: string },
  environment: string | undefined,
  decision: PolicyDecision,
): Promise<AnswerOf<'effectiveGatePolicy'>> {
  const entityRef = demandEntity(
    reader,
    `${params.kind}:${params.namespace}/${params.name}`,
    decision,
  );
  const found = effectivePolicy(
    reader,
    await loadPolicies(reader.knex),
    entityRef,
    environment,
  );
  return {
    from: found.from,
    stored: found.stored && toPolicy(found.stored),
    policy: found.policy,
  };
}

/** Every version of a policy, newest first; of one that was ended as well. */
export async function answerPolicyVersions(
  reader: Reader,
  id: string,
  query: QueryOf<'gatePolicyVersions'>,
): Promise<AnswerOf<'gatePolicyVersions'>> {
  const rows = z.uuid().safeParse(id).success
    ? await loadPolicyVersions(reader.knex, id)
    : [];
  if (rows.length === 0) throw new NotFoundError('There is no such policy.');
  const before = query.cursor
    ? decodeCursor(query.cursor, z.tuple([z.number()]))[0]
    : Infinity;
  const wanted = rows.filter(({ version }) => version < before);
  const shown = wanted.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toPolicy),
    nextCursor:
      last && wanted.length > shown.length
        ? encodeCursor([last.version])
        : null,
  };
}
