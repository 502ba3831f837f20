import { Knex } from 'knex';
import { Change, Deployment, Gate } from '@quarterdeck/plugin-ingest-common';
import {
  DeploymentFacts,
  deploymentFinish,
  releaseKey,
  releaseLabel,
} from '@quarterdeck/plugin-pipelines-common';
import { shownGateFacts } from './gates/gateEnds';
import { arrayLiteral, Columns, upsertRows } from './writeRows';

/** What rows of changes, deployments and gates have in common. */
export interface FactRow<Facts> {
  instance: string;
  project: string;
  externalId: string;
  subject: string;
  entityRef: string | null;
  entityReported: string | null;
  position: string;
  listedAt: string;
  facts: Facts;
}

/** A deployment as stored: with how it ended and what it went through. */
export type StoredDeployment = Deployment &
  Pick<DeploymentFacts, 'outcome' | 'end' | 'history' | 'filled'>;

interface Stored<Facts> {
  instance: string;
  project: string;
  external_id: string;
  subject: string;
  entity_ref: string | null;
  entity_reported: string | null;
  position: string;
  listed_at: Date;
  facts: Facts;
}

const shared = <Facts extends object>(
  projectIsKey: boolean,
): Columns<FactRow<Facts>> => [
  { name: 'instance', type: 'text', value: row => row.instance, key: true },
  {
    name: 'project',
    type: 'text',
    value: row => row.project,
    key: projectIsKey,
  },
  { name: 'external_id', type: 'text', value: r => r.externalId, key: true },
  { name: 'subject', type: 'text', value: row => row.subject },
  { name: 'entity_ref', type: 'text', value: row => row.entityRef },
  { name: 'entity_reported', type: 'text', value: row => row.entityReported },
  { name: 'position', type: 'bigint', value: row => row.position },
  { name: 'listed_at', type: 'timestamptz', value: row => row.listedAt },
  { name: 'facts', json: row => row.facts },
];

/** A projection table of facts: how to read and write it. */
export interface FactTable<Facts> {
  name: string;
  columns: Columns<FactRow<Facts>>;
  /** Changes and gates are numbered within their project, deployments are not. */
  projectIsKey: boolean;
}

export const changeTable: FactTable<Change> = {
  name: 'change',
  projectIsKey: true,
  columns: [
    ...shared<Change>(true),
    { name: 'state', type: 'text', value: row => row.facts.state },
    {
      name: 'author_login',
      type: 'text',
      value: row => row.facts.author?.login ?? null,
    },
    {
      name: 'merge_sha',
      type: 'text',
      value: row => row.facts.mergeSha ?? null,
    },
    { name: 'head_sha', type: 'text', value: row => row.facts.headSha ?? null },
  ],
};

export const deploymentTable: FactTable<StoredDeployment> = {
  name: 'deployment',
  projectIsKey: false,
  columns: [
    ...shared<StoredDeployment>(false),
    { name: 'state', type: 'text', value: row => row.facts.state },
    {
      name: 'environment',
      type: 'text',
      value: row => row.facts.environment.name,
    },
    {
      name: 'run_external_id',
      type: 'text',
      value: row => row.facts.runExternalId ?? null,
    },
    { name: 'tier', type: 'text', value: row => row.facts.environment.tier },
    { name: 'region', type: 'text', value: row => row.facts.region ?? null },
    { name: 'service', type: 'text', value: row => row.facts.service ?? null },
    {
      name: 'sha',
      type: 'text',
      value: ({ facts }) => facts.sha ?? facts.revisions[0]?.sha ?? null,
    },
    { name: 'version', type: 'text', value: row => row.facts.version ?? null },
    { name: 'label', type: 'text', value: row => releaseLabel(row.facts) },
    {
      name: 'actor_login',
      type: 'text',
      value: row => row.facts.actor?.login ?? null,
    },
    {
      name: 'run_attempt',
      type: 'integer',
      value: row => row.facts.runAttempt ?? 1,
    },
    { name: 'outcome', type: 'text', value: row => row.facts.outcome ?? null },
    { name: 'release', type: 'text', value: row => releaseKey(row.facts) },
    {
      name: 'finished_at',
      type: 'timestamptz',
      value: row => deploymentFinish(row.facts),
    },
    {
      // Its place in the chain: when it arrived, else when it set out.
      name: 'ordered_at',
      type: 'timestamptz',
      value: ({ facts }) =>
        deploymentFinish(facts) ??
        facts.startedAt ??
        facts.createdAt ??
        facts.observedAt,
    },
  ],
};

export const gateTable: FactTable<Gate> = {
  name: 'gate',
  projectIsKey: true,
  columns: [
    ...shared<Gate>(true),
    {
      name: 'waiting',
      type: 'boolean',
      value: row => row.facts.state === 'pending',
    },
    {
      name: 'run_external_id',
      type: 'text',
      value: row => row.facts.runExternalId ?? null,
    },
    {
      name: 'run_attempt',
      type: 'integer',
      value: row => row.facts.runAttempt ?? null,
    },
  ],
};

/** The columns a {@link FactRow} is read from. */
export const factColumns = `t.instance, t.project, t.external_id, t.subject,
  t.entity_ref, t.entity_reported, t.position, t.listed_at, t.facts`;

/** Those of a gate, its facts with the end that follows from what it held. */
export const shownGateColumns = factColumns.replace('t.facts', shownGateFacts);

/** Runs a statement that selects {@link factColumns}. */
export async function selectFacts<Facts>(
  knex: Knex,
  _table: FactTable<Facts>,
  sql: string,
  bindings: readonly Knex.RawBinding[],
): Promise<FactRow<Facts>[]> {
  const result = await knex.raw<{ rows: Stored<Facts>[] }>(sql, [...bindings]);
  return result.rows.map(row => ({
    instance: row.instance,
    project: row.project,
    externalId: row.external_id,
    subject: row.subject,
    entityRef: row.entity_ref,
    entityReported: row.entity_reported,
    position: row.position,
    listedAt: row.listed_at.toISOString(),
    facts: row.facts,
  }));
}

/** The rows with these natural keys, as far as they are known. */
export async function loadFacts<Facts>(
  tx: Knex,
  table: FactTable<Facts>,
  keys: readonly { instance: string; project: string; externalId: string }[],
): Promise<FactRow<Facts>[]> {
  if (keys.length === 0) return [];
  return selectFacts(
    tx,
    table,
    `SELECT ${factColumns}
     FROM unnest(?::text[], ?::text[], ?::text[]) AS k(instance, project, external_id)
     JOIN ${table.name} t ON t.instance = k.instance
       AND t.external_id = k.external_id
       ${table.projectIsKey ? 'AND t.project = k.project' : ''}`,
    [
      arrayLiteral(keys.map(key => key.instance)),
      arrayLiteral(keys.map(key => key.project)),
      arrayLiteral(keys.map(key => key.externalId)),
    ],
  );
}

/** Writes whole rows by their natural key. */
export function upsertFacts<Facts>(
  tx: Knex,
  table: FactTable<Facts>,
  rows: readonly FactRow<Facts>[],
): Promise<void> {
  return upsertRows(tx, table.name, table.columns, rows);
}
