import {
  benchmarkIds,
  BenchmarkId,
  SetBenchmark,
  Thresholds,
  thresholdsSchema,
} from '@quarterdeck/plugin-dora-common';
import { Knex } from 'knex';
import {
  listScopeBenchmarks,
  ScopeBenchmarkRow,
} from '../database/scopeBenchmarks';

/** What people set of a scope. */
export interface SaidBenchmark {
  benchmark: BenchmarkId;
  industry?: string;
  thresholds?: Thresholds;
}

/** What people set, by scope; '' is the portal. Read by every question, so it is kept. */
export interface SaidBenchmarks {
  of(scopeRef: string): SaidBenchmark | undefined;
  /** Reads what is set, here or by another replica. */
  load(): Promise<void>;
}

/** A row as settings read it. */
function toSaid(row: ScopeBenchmarkRow): SaidBenchmark {
  const thresholds = thresholdsSchema.safeParse(row.thresholds ?? undefined);
  return {
    benchmark: benchmarkIds.find(id => id === row.benchmark) ?? 'quick',
    industry: row.industry ?? undefined,
    thresholds: thresholds.success ? thresholds.data : undefined,
  };
}

/** A row as it is answered. */
export function toSetBenchmark(row: ScopeBenchmarkRow): SetBenchmark {
  const { benchmark, industry, thresholds } = toSaid(row);
  return {
    scopeRef: row.scope_ref === '' ? null : row.scope_ref,
    benchmark,
    industry: industry ?? 'all',
    thresholds: thresholds ?? null,
    by: row.by,
    at: row.at.toISOString(),
  };
}

/** @see SaidBenchmarks */
export function createSaidBenchmarks(knex: Knex): SaidBenchmarks {
  let known = new Map<string, SaidBenchmark>();
  return {
    of: scopeRef => known.get(scopeRef),
    async load() {
      const rows = await listScopeBenchmarks(knex);
      known = new Map(rows.map(row => [row.scope_ref, toSaid(row)]));
    },
  };
}
