import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { QualityKind } from '@quarterdeck/plugin-dora-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import {
  listQuality,
  QualityRow,
  readQualityCounts,
} from '../database/qualityReads';
import { servicesByNo } from '../database/serviceRows';
import { Reader } from './reader';
import { RangeQuery, readView } from './view';

const qualityCursor = z.tuple([z.string(), z.string(), z.number()]);

/** Items of the data-quality list as they are answered. */
export async function toQualityItems(
  reader: Pick<Reader, 'knex'>,
  rows: readonly QualityRow[],
) {
  const services = await servicesByNo(
    reader.knex,
    rows.map(({ serviceNo }) => serviceNo),
  );
  return rows.map(({ serviceNo, id, at, ...row }) => {
    const service = services.get(serviceNo);
    return {
      ...row,
      id: `${service?.service ?? ''}|${id}`,
      service: service?.service ?? '',
      entityRef: service?.entityRef ?? null,
      at: at.toISOString(),
    };
  });
}

/** What the numbers cannot tell. */
export async function answerQuality(
  reader: Reader,
  query: RangeQuery & {
    kind: readonly QualityKind[];
    cursor?: string;
    limit: number;
  },
  decision: PolicyDecision,
) {
  const view = await readView(reader, query, decision);
  const last = query.cursor
    ? decodeCursor(query.cursor, qualityCursor)
    : undefined;
  const [rows, counts] = await Promise.all([
    listQuality(reader.knex, view.asked, {
      from: new Date(view.window.from),
      to: new Date(view.window.to),
      kinds: query.kind,
      limit: query.limit + 1,
      after: last && { at: last[0], id: last[1], serviceNo: last[2] },
    }),
    readQualityCounts(reader.knex, view.asked, view.window),
  ]);
  const page = rows.slice(0, query.limit);
  const end = page.at(-1);
  return {
    ...view.basis,
    byKind: counts.get(0) ?? [],
    items: await toQualityItems(reader, page),
    nextCursor:
      end && rows.length > query.limit
        ? encodeCursor([end.at.toISOString(), end.id, end.serviceNo])
        : null,
  };
}
