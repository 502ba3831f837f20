import { Knex } from 'knex';
import { FailureMark } from '@quarterdeck/plugin-dora-common';
import { Change } from '@quarterdeck/plugin-ingest-common';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { ShownDeployment } from './sampleTables';

/** Deployments by id. */
export async function deploymentsById(
  knex: Knex,
  ids: readonly string[],
): Promise<Map<string, ShownDeployment & { serviceNo: number }>> {
  const result = await knex.raw<{
    rows: { service_no: number; body: ShownDeployment }[];
  }>('SELECT service_no, body FROM deployment WHERE id = ANY(?::text[])', [
    arrayLiteral([...new Set(ids)]),
  ]);
  return new Map(
    result.rows.map(({ service_no, body }) => [
      body.id,
      { ...body, serviceNo: service_no },
    ]),
  );
}

/** Versions of deployments by id. */
export async function deploymentVersions(
  knex: Knex,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  const result = await knex.raw<{
    rows: { id: string; version: string | null }[];
  }>(
    `SELECT id, body->>'version' AS version FROM deployment
     WHERE id = ANY(?::text[])`,
    [arrayLiteral([...new Set(ids)])],
  );
  return new Map(result.rows.map(({ id, version }) => [id, version]));
}

/** Failure marks of deployments. */
export async function marksOfDeployments(
  knex: Knex,
  ids: readonly string[],
): Promise<FailureMark[]> {
  const result = await knex.raw<{ rows: { body: FailureMark }[] }>(
    `SELECT body FROM failure_mark WHERE deployment_id = ANY(?::text[])
     ORDER BY deployment_id, id`,
    [arrayLiteral([...new Set(ids)])],
  );
  return result.rows.map(({ body }) => body);
}

/** Parts of the ids of changes, `host/project/externalId`, as arrays. */
function changeKeys(ids: readonly string[]) {
  const keys = [...new Set(ids)].map(id => {
    const [first, last] = [id.indexOf('/'), id.lastIndexOf('/')];
    return [id.slice(0, first), id.slice(first + 1, last), id.slice(last + 1)];
  });
  return [0, 1, 2].map(part => arrayLiteral(keys.map(key => key[part])));
}

/** Titles of changes by id: `host/project/externalId`. */
export async function changeTitles(
  knex: Knex,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  const result = await knex.raw<{
    rows: { id: string; title: string | null }[];
  }>(
    `SELECT instance || '/' || place || '/' || external_id AS id,
       t.facts->>'title' AS title
     FROM change_fact t
     JOIN unnest(?::text[], ?::text[], ?::text[]) AS k(instance, place, external_id)
       USING (instance, place, external_id)`,
    changeKeys(ids),
  );
  return new Map(result.rows.map(({ id, title }) => [id, title]));
}

/** Changes by id: `host/project/externalId`. */
export async function changesById(
  knex: Knex,
  ids: readonly string[],
): Promise<Map<string, Change>> {
  const result = await knex.raw<{ rows: { facts: Change }[] }>(
    `SELECT t.facts FROM change_fact t
     JOIN unnest(?::text[], ?::text[], ?::text[]) AS k(instance, place, external_id)
       USING (instance, place, external_id)`,
    changeKeys(ids),
  );
  return new Map(
    result.rows.map(({ facts }) => [
      `${facts.instance}/${facts.project}/${facts.externalId}`,
      facts,
    ]),
  );
}
