import { z } from 'zod';
import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { allOf, inEntities, where } from '@quarterdeck/plugin-portal-node';
import {
  selectVexDocuments,
  selectVexStatements,
  VexDocumentRow,
  VexStatementRow,
} from '../../database/vexQueries';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { askedScans, Reader } from '../reader';
import { seenEntities } from '../seenFindings';

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
  unmatched: row.statements - row.applied - row.refused,
  rejected: row.rejected + row.refused,
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

type StatementResult = AnswerOf<'getVexReport'>['items'][number];

function matchedBy(row: VexStatementRow): StatementResult['matchedBy'] {
  if (row.findings.length === 0) return null;
  if (row.project) return 'project';
  if (row.doc?.product.purl) return 'purl';
  return row.package_key ? 'bom_ref' : 'name';
}

const outcomeOf = (row: VexStatementRow): StatementResult['outcome'] => {
  if (row.refused !== null) return 'rejected';
  return row.findings.length > 0 ? 'applied' : 'unmatched';
};

function reasonOf(row: VexStatementRow): string {
  if (row.refused !== null) return row.refused;
  const by = matchedBy(row);
  if (by) {
    return `${row.doc?.nativeStatus}: ${row.findings.length} findings by ${by}.`;
  }
  return row.same === 0
    ? 'No finding of this entity is about the vulnerability.'
    : `The vulnerability was found in ${row.same} places, none of which is this product.`;
}

const toResult = (row: VexStatementRow): StatementResult => ({
  at: row.at,
  outcome: outcomeOf(row),
  reason: reasonOf(row),
  matchedBy: matchedBy(row),
  vulnerabilityIds: row.doc?.vulnerabilityIds ?? [],
  status: row.doc?.status ?? null,
  nativeStatus: row.doc?.nativeStatus ?? null,
  justification: row.doc?.justification ?? null,
  product:
    row.doc?.product.purl ??
    row.doc?.product.bomRef ??
    row.doc?.product.name ??
    null,
  findingIds: row.findings,
});

/** What became of every statement: none is passed over in silence. */
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
    items: shown.map(toResult),
    nextCursor:
      last && rows.length > shown.length ? encodeCursor([last.ordinal]) : null,
  };
}
