import { z } from 'zod';
import { InputError, NotAllowedError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  benchmarkBodySchema,
  SetBenchmark,
} from '@quarterdeck/plugin-dora-common';
import { AuditLog, EntitySet, holds } from '@quarterdeck/plugin-portal-node';
import {
  lockScopeBenchmark,
  putScopeBenchmark,
  removeScopeBenchmark,
  ScopeBenchmarkRow,
} from '../database/scopeBenchmarks';
import { Reader } from './reader';
import { toSetBenchmark } from './saidBenchmarks';

/** What setting takes. */
export interface BenchmarkDeps {
  reader: Reader;
  audit: Pick<AuditLog, 'record'>;
}

interface Ask {
  actor: string;
  decision: PolicyDecision;
}

const keyOf = (scope: string | undefined) =>
  (scope ?? '').toLocaleLowerCase('en-US');

/** Whether somebody who may reach these entities may set a scope's: all of it has to be theirs. */
export function maySetBenchmark(
  { index }: Pick<Reader, 'index'>,
  reach: EntitySet,
  scope: string | undefined,
): boolean {
  if (reach.kind === 'except' && reach.refs.length === 0) return true;
  if (!scope) return false;
  const members = index.inScope(scope);
  return members.length > 0 && members.every(ref => holds(reach, ref));
}

function mustBeAllowed({ reader }: BenchmarkDeps, ask: Ask, scope?: string) {
  if (maySetBenchmark(reader, reader.visible(ask.decision), scope)) return;
  throw new NotAllowedError(
    'You may set what services your groups own are held against. For more, ask the platform team.',
  );
}

const detailsOf = (row: ScopeBenchmarkRow | undefined) =>
  row
    ? {
        benchmark: row.benchmark,
        industry: row.industry,
        thresholds: row.thresholds ?? null,
      }
    : null;

/** Sets what a scope is held against; pages and alerts follow. */
export async function setBenchmark(
  deps: BenchmarkDeps,
  body: z.output<typeof benchmarkBodySchema>,
  ask: Ask,
): Promise<SetBenchmark> {
  const { reader, audit } = deps;
  const { scope, benchmark, industry, thresholds, reason } = body;
  if (scope?.startsWith('user:')) {
    throw new InputError('scope: people have no benchmark, their teams have');
  }
  mustBeAllowed(deps, ask, scope);
  const row: ScopeBenchmarkRow = {
    scope_ref: keyOf(scope),
    benchmark,
    industry: industry ?? null,
    thresholds:
      thresholds && Object.keys(thresholds).length > 0 ? thresholds : null,
    by: ask.actor,
    at: reader.now(),
  };
  await reader.knex.transaction(async tx => {
    const before = await lockScopeBenchmark(tx, row.scope_ref);
    await putScopeBenchmark(tx, row);
    await audit.record(
      {
        actor: ask.actor,
        action: 'benchmark.set',
        target: scope ?? 'all',
        details: { before: detailsOf(before), after: detailsOf(row) },
        reason,
      },
      tx,
    );
  });
  await reader.said.load();
  return toSetBenchmark(row);
}

/** Goes back to what holds without a setting of the scope's own. */
export async function resetBenchmark(
  deps: BenchmarkDeps,
  scope: string | undefined,
  reason: string | undefined,
  ask: Ask,
): Promise<{ reset: boolean }> {
  const { reader, audit } = deps;
  mustBeAllowed(deps, ask, scope);
  const reset = await reader.knex.transaction(async tx => {
    const before = await lockScopeBenchmark(tx, keyOf(scope));
    if (!before) return false;
    await removeScopeBenchmark(tx, before.scope_ref);
    await audit.record(
      {
        actor: ask.actor,
        action: 'benchmark.reset',
        target: scope ?? 'all',
        details: { before: detailsOf(before) },
        reason,
      },
      tx,
    );
    return true;
  });
  await reader.said.load();
  return { reset };
}
