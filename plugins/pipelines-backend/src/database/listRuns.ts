import { Knex } from 'knex';
import {
  activeStatusKeys,
  RunTrigger,
  StatusKey,
} from '@quarterdeck/plugin-pipelines-common';
import { EntitySet } from '../service/entitySet';
import {
  allOf,
  Condition,
  inEntities,
  likeText,
  oneOf,
  where,
} from './conditions';
import { runColumns, RunRow, selectRuns } from './runRows';

/** What narrows the run list, resolved: no relative times, no scopes. */
export interface RunFilter {
  entities: EntitySet;
  instance?: string;
  project?: string;
  pipelines: readonly string[];
  branches: readonly string[];
  defaultBranch?: boolean;
  statuses: readonly StatusKey[];
  notStatuses: readonly StatusKey[];
  triggers: readonly RunTrigger[];
  actors: readonly string[];
  sha?: string;
  text?: string;
  from?: Date;
  to?: Date;
  allAttempts?: boolean;
}

/** Sort keys of the last row seen. */
export type RunCursor = [boolean, string, string, number, string];

/** At how many entities the list stops asking for each one's newest rows. */
const perEntityLimit = 64;

/** The word of a status list that says which half of the list is meant. */
function halfOf(statuses: readonly StatusKey[]): Condition | undefined {
  if (statuses.length === 0) return undefined;
  const active = statuses.filter(key => activeStatusKeys.includes(key)).length;
  // Without it a rare status would be searched for in all of history.
  if (active === statuses.length) return where('r.active');
  return active === 0 ? where('NOT r.active') : undefined;
}

function textCondition(text: string): Condition {
  const part = `%${likeText(text)}%`;
  const start = `${likeText(text.toLowerCase())}%`;
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  return where(
    `r.sha LIKE ? OR r.branch ILIKE ? OR r.title ILIKE ? OR r.actor_login ILIKE ?
     OR r.pipeline_name ILIKE ? OR r.number = ?::bigint`,
    start,
    part,
    part,
    part,
    part,
    number ?? null,
  );
}

function conditions(filter: RunFilter, withEntities: boolean): Condition {
  const list = [
    filter.allAttempts ? undefined : where('r.is_latest'),
    withEntities ? inEntities('r.entity_ref', filter.entities) : undefined,
    filter.instance ? where('r.instance = ?', filter.instance) : undefined,
    filter.project ? where('r.project = ?', filter.project) : undefined,
    oneOf('r.pipeline_name', filter.pipelines),
    oneOf('r.branch', filter.branches),
    filter.defaultBranch === undefined
      ? undefined
      : where('r.is_default IS NOT DISTINCT FROM ?', filter.defaultBranch),
    oneOf('r.status', filter.statuses),
    halfOf(filter.statuses),
    filter.notStatuses.length
      ? where(
          `NOT r.status = ANY(string_to_array(?, ','))`,
          filter.notStatuses.join(','),
        )
      : undefined,
    oneOf('r.trigger', filter.triggers),
    oneOf('r.actor_login', filter.actors),
    filter.sha
      ? where('r.sha LIKE ?', `${likeText(filter.sha.toLowerCase())}%`)
      : undefined,
    filter.text ? textCondition(filter.text) : undefined,
    filter.from ? where('r.listed_at >= ?', filter.from) : undefined,
    filter.to ? where('r.listed_at < ?', filter.to) : undefined,
  ];
  return allOf(list.filter(item => item !== undefined));
}

const after = (cursor: RunCursor | undefined): Condition =>
  cursor
    ? where(
        `(r.active, r.listed_at, r.external_id, r.attempt, r.instance)
         < (?::boolean, ?::timestamptz, ?, ?::integer, ?)`,
        ...cursor,
      )
    : where('true');

const order =
  'active DESC, listed_at DESC, external_id DESC, attempt DESC, instance DESC';

const orderOf = (alias: string) => order.replace(/(^|, )/g, `$1${alias}.`);

const keys = 'r.instance, r.external_id, r.attempt, r.active, r.listed_at';

/**
 * A page of runs: active ones first, then the newest.
 *
 * The keys of the page come first, from an index alone where only status and
 * default branch are filtered; rows are read for the page only. For a scope of
 * some entities each one's newest keys are read and merged, since one index
 * cannot give several entities in order of time. Plans: docs/query-plans.md.
 */
export async function listRuns(
  knex: Knex,
  filter: RunFilter,
  page: { limit: number; cursor?: RunCursor },
): Promise<RunRow[]> {
  const { entities } = filter;
  const seek = after(page.cursor);
  const perEntity =
    entities.kind === 'only' &&
    entities.refs.length > 1 &&
    entities.refs.length <= perEntityLimit;
  const match = allOf([conditions(filter, !perEntity), seek]);
  const pageKeys = perEntity
    ? `SELECT k.* FROM unnest(string_to_array(?, E'\\n')) AS e(ref)
       CROSS JOIN LATERAL (
         SELECT ${keys} FROM pipeline_run r
         WHERE r.entity_ref = e.ref AND ${match.sql}
         ORDER BY ${orderOf('r')} LIMIT ?
       ) k ORDER BY ${orderOf('k')} LIMIT ?`
    : `SELECT ${keys} FROM pipeline_run r
       WHERE ${match.sql} ORDER BY ${orderOf('r')} LIMIT ?`;
  return selectRuns(
    knex,
    `SELECT ${runColumns} FROM (${pageKeys}) page
     JOIN pipeline_run r USING (instance, external_id, attempt)
     ORDER BY ${orderOf('r')}`,
    perEntity
      ? [entities.refs.join('\n'), ...match.bindings, page.limit, page.limit]
      : [...match.bindings, page.limit],
  );
}

/** How many runs match, counted up to a limit. */
export async function countRuns(
  knex: Knex,
  filter: RunFilter,
  upTo: number,
): Promise<{ count: number; capped: boolean }> {
  const match = conditions(filter, true);
  const result = await knex.raw<{ rows: { count: string }[] }>(
    `SELECT count(*) AS count FROM (
       SELECT FROM pipeline_run r WHERE ${match.sql} LIMIT ?
     ) found`,
    [...match.bindings, upTo + 1],
  );
  const count = Number(result.rows[0]?.count ?? 0);
  return { count: Math.min(count, upTo), capped: count > upTo };
}
