import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { noCounts } from '@quarterdeck/plugin-security-common';
import { z } from 'zod';
import { countOpenByPackage } from '../../database/openByPackage';
import { ComponentRow, selectComponents } from '../../database/sbomQueries';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { Reader } from '../reader';
import { findSbom } from './findSbom';
import { licenceJudge } from './licenceJudge';

/** The components of an SBOM by name. */
export async function answerSbomComponents(
  reader: Reader,
  id: string,
  query: QueryOf<'sbomComponents'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'sbomComponents'>> {
  const row = await findSbom(reader, id, decision);
  const judge = await licenceJudge(reader, row.entity_ref);
  const matches = (one: ComponentRow) =>
    (query.licence.length === 0 ||
      one.licences.some(licence => query.licence.includes(licence))) &&
    (query.decision.length === 0 ||
      query.decision.includes(judge(one.licences).decision));
  const found: ComponentRow[] = [];
  let cursor = query.cursor
    ? decodeCursor(query.cursor, z.tuple([z.string(), z.number()]))
    : undefined;
  // Lists of licences are no SQL: pages are read until one is full.
  for (;;) {
    const part = await selectComponents(
      reader.knex,
      id,
      { q: query.q, ecosystem: query.ecosystem },
      { limit: 500, cursor },
    );
    found.push(...part.filter(matches));
    const end = part.at(-1);
    if (!end || part.length < 500 || found.length > query.limit) break;
    cursor = [end.name.toLowerCase(), end.ordinal];
  }
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  const open = await countOpenByPackage(
    reader.knex,
    row.entity_ref,
    shown.flatMap(({ package_key }) => package_key ?? []),
  );
  return {
    items: shown.map(one => ({
      ref: one.ref,
      name: one.name,
      version: one.version,
      ecosystem: one.ecosystem,
      purl: one.purl,
      type: one.type,
      supplier: one.supplier,
      licences: one.licences,
      licenceDecision: judge(one.licences).decision,
      direct: one.direct,
      development: one.development,
      dependencies: one.dependencies,
      open: (one.package_key && open.get(one.package_key)) || noCounts(),
    })),
    nextCursor:
      last && found.length > shown.length
        ? encodeCursor([last.name.toLowerCase(), last.ordinal])
        : null,
  };
}
