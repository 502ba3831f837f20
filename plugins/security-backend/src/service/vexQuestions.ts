import { z } from 'zod';
import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { allOf, inEntities, where } from '@quarterdeck/plugin-portal-node';
import {
  selectVexDocuments,
  selectVexStatements,
  VexDocumentRow,
} from '../database/vexQueries';
import { AnswerOf, QueryOf } from './findingQuestions';
import { askedScans, Reader } from './reader';
import { seenEntities } from './seenFindings';

type Document = AnswerOf<'listVexDocuments'>['items'][number];

const toDocument = (row: VexDocumentRow): Document => ({
  id: row.document_id,
  entityRef: row.entity_ref,
  format: row.format,
  author: row.author,
  receivedAt: row.received_at.toISOString(),
  statedAt: row.stated_at?.toISOString() ?? null,
  newest: row.newest,
  applied: row.applied,
  unmatched: row.statements - row.applied,
  rejected: row.rejected,
});

const cursorSchema = z.tuple([z.string(), z.string()]);

/** VEX documents taken in, newest first. */
export async function answerListVexDocuments(
  reader: Reader,
  query: QueryOf<'listVexDocuments'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'listVexDocuments'>> {
  const rows = await selectVexDocuments(
    reader.knex,
    inEntities('d.entity_ref', askedScans(reader, { decision, ...query })),
    {
      limit: query.limit + 1,
      cursor: query.cursor
        ? decodeCursor(query.cursor, cursorSchema)
        : undefined,
    },
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toDocument),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.received_at.toISOString(), last.document_id])
        : null,
  };
}

/** What became of every statement. */
export async function answerVexReport(
  reader: Reader,
  id: string,
  query: QueryOf<'getVexReport'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'getVexReport'>> {
  const [document] = await selectVexDocuments(
    reader.knex,
    allOf([
      where('d.document_id = ?', id),
      inEntities('d.entity_ref', seenEntities(reader.visible(decision))),
    ]),
    { limit: 1 },
  );
  if (!document) {
    throw new NotFoundError(
      'There is no such document, or you may not see it.',
    );
  }
  const rows = await selectVexStatements(reader.knex, id, {
    limit: query.limit + 1,
    after: query.cursor
      ? decodeCursor(query.cursor, z.tuple([z.number()]))[0]
      : -1,
    outcomes: query.outcome,
  });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    document: toDocument(document),
    items: shown.map(row => {
      const { doc } = row;
      const applied = row.findings.length > 0;
      const purl = doc.product.purl ? ('purl' as const) : undefined;
      const ref = row.bom_ref ? ('bom_ref' as const) : undefined;
      const by = row.project ? ('project' as const) : purl ?? ref ?? 'name';
      return {
        at: doc.at,
        outcome: applied ? ('applied' as const) : ('unmatched' as const),
        reason: applied
          ? `Speaks of ${row.findings.length} findings.`
          : 'No scan found this vulnerability in this product.',
        matchedBy: applied ? by : null,
        vulnerabilityIds: doc.vulnerabilityIds,
        status: doc.status,
        nativeStatus: doc.nativeStatus,
        justification: doc.justification ?? null,
        product:
          doc.product.purl ?? doc.product.bomRef ?? doc.product.name ?? null,
        findingIds: row.findings,
      };
    }),
    nextCursor:
      last && rows.length > shown.length ? encodeCursor([last.ordinal]) : null,
  };
}
