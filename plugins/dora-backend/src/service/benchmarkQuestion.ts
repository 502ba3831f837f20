import {
  bandTables,
  industries2025,
  industryBenchmark,
  metricNames,
} from '@quarterdeck/plugin-dora-common';
import { EntitySet } from '@quarterdeck/plugin-portal-node';
import { listScopeBenchmarks } from '../database/scopeBenchmarks';
import { Reader } from './reader';
import { toSetBenchmark } from './saidBenchmarks';
import { maySetBenchmark } from './setBenchmark';
import { ViewSettings } from './settings';

const choiceOf = ({ benchmark, industry, thresholds }: ViewSettings) => ({
  benchmark,
  industry,
  thresholds,
});

/** Scales to compare with, what is set, and whether the caller may. */
export async function answerBenchmarks(
  reader: Reader,
  query: { scope?: string; entity: readonly string[] },
  reach: EntitySet,
) {
  const ref = query.scope ?? query.entity[0];
  const view = reader.settings.viewOf(ref);
  const key = (query.scope ?? '').toLocaleLowerCase('en-US');
  const rows = await listScopeBenchmarks(reader.knex);
  const set = rows.find(row => row.scope_ref === key);
  return {
    chosen: view.benchmark,
    industry: view.industry,
    tables: [...bandTables, ...(view.own ? [view.own] : [])].map(table => ({
      ...table,
      limits: Object.fromEntries(
        metricNames.flatMap(name => {
          const limits = table.limits[name];
          return limits ? [[name, [...limits]]] : [];
        }),
      ),
    })),
    industries: industries2025.map(({ key: id, name, scores }) => ({
      key: id,
      name,
      scores,
      average: industryBenchmark(id)?.average ?? null,
    })),
    set: set ? toSetBenchmark(set) : null,
    inherited: choiceOf(reader.settings.inheritedBy(ref)),
    canSet:
      !query.scope?.startsWith('user:') &&
      maySetBenchmark(reader, reach, query.scope),
  };
}
