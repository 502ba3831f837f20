import { InputError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { allOf, inEntities, oneOf } from '@quarterdeck/plugin-portal-node';
import {
  inRange,
  packageNameKey,
  readRange,
} from '@quarterdeck/plugin-security-common';
import { z } from 'zod';
import {
  findPackages,
  loadSbomEntities,
  selectShippers,
} from '../../database/sbomQueries';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { scannable } from '../knowledge';
import { askedScans, Reader, seesAll } from '../reader';

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
  const packages = await findPackages(reader.knex, {
    name: query.name,
    purl,
    exact: query.exact ?? false,
    ecosystem: query.ecosystem,
  });
  const { range } = query;
  if (range !== undefined && !readRange(range)) {
    throw new InputError(
      '/query/range: not a range such as "<2.17" or ">=1.2 <1.4.1".',
    );
  }
  const answers = new Map<string, 'yes' | 'unknown'>();
  for (const one of packages) {
    const answer =
      range === undefined
        ? 'yes'
        : inRange(one.ecosystem ?? undefined, one.version, range);
    if (answer !== 'no') answers.set(one.package_id, answer);
  }
  const asked = askedScans(reader, { decision, ...query });
  const rows = await selectShippers(
    reader.knex,
    [...answers.keys()],
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
      inRange: answers.get(row.package_id) ?? 'unknown',
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
