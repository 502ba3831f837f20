import { InputError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { allOf, inEntities, oneOf } from '@quarterdeck/plugin-portal-node';
import { packageNameKey, readRange } from '@quarterdeck/plugin-security-common';
import { z } from 'zod';
import { loadSbomEntities } from '../../database/sbomQueries';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { scannable } from '../knowledge';
import { askedScans, Reader, seesAll } from '../reader';
import { findShippers } from './findShippers';

const shipCursor = z.tuple([z.string(), z.string(), z.number()]);

/** Who ships it: a component by name and version range. */
export async function answerSearchComponents(
  reader: Reader,
  query: QueryOf<'searchComponents'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'searchComponents'>> {
  const purl = query.name.startsWith('pkg:')
    ? packageNameKey({ name: '', purl: query.name })
    : undefined;
  const { range } = query;
  if (range !== undefined && !readRange(range)) {
    throw new InputError(
      '/query/range: not a range such as "<2.17" or ">=1.2 <1.4.1".',
    );
  }
  const asked = askedScans(reader, { decision, ...query });
  const rows = await findShippers(
    reader,
    {
      name: query.name,
      purl,
      exact: query.exact ?? false,
      ecosystem: query.ecosystem,
      range,
    },
    allOf(
      [
        inEntities('d.entity_ref', asked),
        oneOf('d.environment', query.environment),
      ].filter(part => part !== undefined),
    ),
    {
      limit: query.limit + 1,
      cursor: query.cursor ? decodeCursor(query.cursor, shipCursor) : undefined,
    },
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const withSbom = new Set(await loadSbomEntities(reader.knex));
  return {
    items: shown.map(row => ({
      entityRef: row.entity_ref,
      sbomId: row.document_id,
      ref: row.branch || null,
      environment: row.environment || null,
      rootVersion: row.root_version,
      name: row.name,
      version: row.version,
      ecosystem: row.ecosystem,
      purl: row.purl,
      licences: row.licences,
      direct: row.direct,
      inRange: row.inRange,
      createdAt: row.created_at.toISOString(),
    })),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.entity_ref, last.document_id, last.ordinal])
        : null,
    entitiesWithoutSbom: scannable(reader, asked).filter(
      ref => !withSbom.has(ref),
    ).length,
    visibility: seesAll(reader, decision) ? 'all' : 'own',
  };
}
