import { Knex } from 'knex';
import { QualityKind, qualityKinds } from '@quarterdeck/plugin-dora-common';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { cutSlices, Slice } from '../service/slices';
import { everyServiceNo } from './dayCells';
import { ofServices, SampleSet } from './sliceReads';

const isKind = (kind: string): kind is QualityKind =>
  qualityKinds.some(one => one === kind);

/** Items of a time by kind, the most first. */
export async function readQualityCounts(
  knex: Knex,
  set: SampleSet,
  slice: Slice,
): Promise<{ kind: QualityKind; count: number }[]> {
  const { days, edges } = cutSlices([slice]);
  const match = ofServices(set);
  const numbers = set.everything ? [everyServiceNo] : set.numbers;
  const result = await knex.raw<{ rows: { kind: string; count: number }[] }>(
    `SELECT kind, sum(n)::int AS count FROM (
       SELECT kind, n FROM quality_day
       JOIN unnest(?::date[], ?::date[]) AS k(starts, ends)
         ON day >= k.starts AND day < k.ends
       WHERE service_no = ANY(?::int[])
       UNION ALL
       SELECT kind, 1 FROM quality_item
       JOIN unnest(?::timestamptz[], ?::timestamptz[]) AS k(starts, ends)
         ON at >= k.starts AND at < k.ends
       WHERE ${match.sql}
     ) counted GROUP BY kind ORDER BY count DESC, kind`,
    [
      arrayLiteral(days.map(({ from }) => from)),
      arrayLiteral(days.map(({ to }) => to)),
      arrayLiteral(numbers),
      arrayLiteral(edges.map(({ from }) => from)),
      arrayLiteral(edges.map(({ to }) => to)),
      ...match.bindings,
    ],
  );
  return result.rows.flatMap(({ kind, count }) =>
    isKind(kind) ? [{ kind, count }] : [],
  );
}

/** An item of the list. */
export interface QualityRow {
  serviceNo: number;
  id: string;
  kind: QualityKind;
  deploymentId: string | null;
  subject: string;
  at: Date;
}

const columns = `service_no AS "serviceNo", id, kind,
  deployment_id AS "deploymentId", subject, at`;

/** Items, newest first. */
export async function listQuality(
  knex: Knex,
  set: SampleSet,
  filter: {
    from: Date;
    to: Date;
    kinds: readonly QualityKind[];
    limit: number;
    after?: { at: string; id: string; serviceNo: number };
  },
): Promise<QualityRow[]> {
  const { from, to, kinds, limit, after } = filter;
  const match = ofServices(set);
  const result = await knex.raw<{ rows: QualityRow[] }>(
    `SELECT ${columns} FROM quality_item
     WHERE at >= ? AND at < ? AND ${match.sql}
       ${kinds.length ? 'AND kind = ANY(?::text[])' : ''}
       ${after ? 'AND (at, id, service_no) < (?, ?, ?)' : ''}
     ORDER BY at DESC, id DESC, service_no DESC LIMIT ?`,
    [
      from,
      to,
      ...match.bindings,
      ...(kinds.length ? [arrayLiteral(kinds)] : []),
      ...(after ? [after.at, after.id, after.serviceNo] : []),
      limit,
    ],
  );
  return result.rows;
}

/** Items of one deployment. */
export async function qualityOfDeployment(
  knex: Knex,
  serviceNo: number,
  deploymentId: string,
): Promise<QualityRow[]> {
  const result = await knex.raw<{ rows: QualityRow[] }>(
    `SELECT ${columns} FROM quality_item
     WHERE service_no = ? AND deployment_id = ? ORDER BY kind, id`,
    [serviceNo, deploymentId],
  );
  return result.rows;
}
