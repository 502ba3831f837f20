import { Knex } from 'knex';
import { QualityKind, qualityKinds } from '@quarterdeck/plugin-dora-common';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { Slice } from '../service/slices';
import { readPartSums } from './partSums';
import { ofServices, SampleSet } from './sampleSet';

const isKind = (kind: string): kind is QualityKind =>
  qualityKinds.some(one => one === kind);

/** Items of a time by kind, the most first; `no`: the service, 0 when pooled. */
export async function readQualityCounts(
  knex: Knex,
  set: SampleSet,
  { from, to }: Slice,
  each = false,
): Promise<Map<number, { kind: QualityKind; count: number }[]>> {
  const rows = await readPartSums(
    knex,
    set,
    [from, to],
    {
      cells: 'quality_day',
      key: 's.kind',
      counts: ['n'],
      samples: 'quality_item s',
      time: 'at',
      ofSamples: ['1'],
    },
    each,
  );
  const sums = new Map<number, Map<QualityKind, number>>();
  for (const { no, key, counts } of rows) {
    if (!isKind(key)) continue;
    const own = sums.get(no) ?? new Map<QualityKind, number>();
    sums.set(no, own.set(key, (own.get(key) ?? 0) + counts[0]));
  }
  return new Map(
    [...sums].map(([no, kinds]) => [
      no,
      [...kinds]
        .flatMap(([kind, count]) => (count > 0 ? [{ kind, count }] : []))
        .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
    ]),
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
