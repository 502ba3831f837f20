import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import {
  decodeCursor,
  encodeCursor,
  RouteOutput,
} from '@quarterdeck/plugin-portal-common';
import { Condition, oneOf, where } from '../database/conditions';
import { changeTable, FactTable, gateTable } from '../database/factRows';
import { FactRow } from '../database/factRows';
import { listFacts, listGates, listJobs } from '../database/listFacts';
import { askedEntities, Reader } from './reader';
import { toChange, toGate, toJob } from './toAnswers';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = z.output<Routes[Name]['query']>;

const time = z.iso.datetime();
const jobCursor = z.tuple([time, z.string(), z.string()]);
const factCursor = z.tuple([time, z.string(), z.string(), z.string()]);
const gateCursor = z.tuple([
  z.boolean(),
  time,
  z.string(),
  z.string(),
  z.string(),
]);

const present = (conditions: (Condition | undefined)[]) =>
  conditions.filter(item => item !== undefined);

/** Cuts the one row too many and says where the next page begins. */
function paged<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  keys: (row: Row) => (string | boolean)[],
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor:
      last !== undefined && rows.length > shown.length
        ? encodeCursor(keys(last))
        : null,
  };
}

const factKeys = <Facts>(row: FactRow<Facts>) => [
  row.listedAt,
  row.externalId,
  row.instance,
  row.project,
];

async function newestFacts<Facts, Item>(
  reader: Reader,
  table: FactTable<Facts>,
  query: {
    scope?: string;
    entity: readonly string[];
    cursor?: string;
    limit: number;
  },
  decision: PolicyDecision,
  conditions: Condition[],
  toItem: (row: FactRow<Facts>) => Item,
) {
  const entities = askedEntities(reader, { decision, ...query });
  const rows = await listFacts(
    reader.knex,
    table,
    { entities, conditions },
    {
      limit: query.limit + 1,
      cursor:
        (query.cursor && decodeCursor(query.cursor, factCursor)) || undefined,
    },
  );
  return paged(rows, query.limit, toItem, factKeys);
}

/** Jobs, newest first. */
export async function answerListJobs(
  reader: Reader,
  query: Query<'listJobs'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['listJobs']>> {
  const entities = askedEntities(reader, { decision, ...query });
  const conditions = present([
    query.project ? where('j.project = ?', query.project) : undefined,
    query.runExternalId
      ? where('j.run_external_id = ?', query.runExternalId)
      : undefined,
  ]);
  const rows = await listJobs(
    reader.knex,
    { entities, conditions },
    {
      limit: query.limit + 1,
      cursor: query.cursor ? decodeCursor(query.cursor, jobCursor) : undefined,
    },
  );
  return paged(
    rows,
    query.limit,
    row => toJob(row, new Set()),
    row => [row.listedAt, row.externalId, row.instance],
  );
}

/** Changes, newest first. */
export function answerListChanges(
  reader: Reader,
  query: Query<'listChanges'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['listChanges']>> {
  const conditions = present([
    query.project ? where('t.project = ?', query.project) : undefined,
    oneOf('t.state', query.state),
    oneOf('t.author_login', query.author),
  ]);
  return newestFacts(
    reader,
    changeTable,
    query,
    decision,
    conditions,
    toChange,
  );
}

/** Gates, waiting ones first. */
export async function answerListGates(
  reader: Reader,
  query: Query<'listGates'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['listGates']>> {
  const entities = askedEntities(reader, { decision, ...query });
  const conditions = present([
    query.project ? where('t.project = ?', query.project) : undefined,
  ]);
  const rows = await listGates(
    reader.knex,
    gateTable,
    { entities, conditions },
    {
      limit: query.limit + 1,
      cursor: query.cursor ? decodeCursor(query.cursor, gateCursor) : undefined,
    },
  );
  const now = reader.now();
  return paged(
    rows,
    query.limit,
    row => toGate(row, now),
    row => [row.facts.state === 'pending', ...factKeys(row)],
  );
}
