import { z } from 'zod';
import { InputError, NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import {
  allOf,
  inEntities,
  oneOf,
  where,
} from '@quarterdeck/plugin-portal-node';
import {
  decideLicence,
  diffComponents,
  inRange,
  noCounts,
  packageNameKey,
  readRange,
  Sbom,
  severities,
} from '@quarterdeck/plugin-security-common';
import {
  ComponentRow,
  countLicences,
  findPackages,
  SbomRow,
  selectComponents,
  selectSboms,
  selectShippers,
} from '../database/sbomQueries';
import { loadPolicies } from '../database/gateRows';
import { AnswerOf, QueryOf } from './findingQuestions';
import { effectivePolicy } from './gateDesk';
import { scannable } from './knowledge';
import { askedScans, Reader, seesAll } from './reader';
import { seenEntities } from './seenFindings';

/** An SBOM as it is answered. */
export function toSbom(row: SbomRow): Sbom {
  return {
    id: row.document_id,
    entityRef: row.entity_ref,
    scope: row.scope || null,
    ref: row.branch || null,
    environment: row.environment || null,
    commit: row.commit_sha,
    format: row.format,
    tool: row.tool,
    rootName: row.root_name,
    rootVersion: row.root_version,
    createdAt: row.created_at.toISOString(),
    components: row.component_count,
    rejected: row.rejected,
    newest: row.newest,
  };
}

const cursorSchema = z.tuple([z.string(), z.string()]);

/** SBOMs, newest first. */
export async function answerListSboms(
  reader: Reader,
  query: QueryOf<'listSboms'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'listSboms'>> {
  const rows = await selectSboms(
    reader.knex,
    allOf([
      inEntities('d.entity_ref', askedScans(reader, { decision, ...query })),
      ...(query.all ? [] : [where('d.newest')]),
    ]),
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
    items: shown.map(toSbom),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.created_at.toISOString(), last.document_id])
        : null,
  };
}

async function findSbom(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<SbomRow> {
  const [row] = await selectSboms(
    reader.knex,
    allOf([
      where('d.document_id = ?', id),
      inEntities('d.entity_ref', seenEntities(reader.visible(decision))),
    ]),
    { limit: 1 },
  );
  if (row) return row;
  throw new NotFoundError('There is no such SBOM, or you may not see it.');
}

const noLists = { allow: [], deny: [], review: [] };

/** What the policy of an entity says of declared licences. */
async function licenceJudge(reader: Reader, entityRef: string | undefined) {
  const policies = await loadPolicies(reader.knex);
  const { policy } = entityRef
    ? effectivePolicy(reader, policies, entityRef, undefined)
    : {
        policy: policies.find(({ scope }) => scope === 'all')?.policy,
      };
  const lists = policy?.licences ?? noLists;
  const known = new Map<string, ReturnType<typeof decideLicence>>();
  return (licences: readonly string[]) => {
    const key = JSON.stringify(licences);
    const decided = known.get(key) ?? decideLicence(licences, lists);
    known.set(key, decided);
    return decided;
  };
}

/** One SBOM. */
export async function answerGetSbom(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<AnswerOf<'getSbom'>> {
  const row = await findSbom(reader, id, decision);
  const { knex } = reader;
  const judge = await licenceJudge(reader, row.entity_ref);
  const [previous, ecosystems, licences] = await Promise.all([
    knex.raw<{ rows: { document_id: string }[] }>(
      `SELECT o.document_id FROM sbom_document o WHERE o.entity_ref = ? AND o.scope = ?
         AND o.branch = ? AND o.environment = ? AND (o.created_at, o.document_id) < (?, ?)
       ORDER BY o.created_at DESC, o.document_id DESC LIMIT 1`,
      [
        row.entity_ref,
        row.scope,
        row.branch,
        row.environment,
        row.created_at,
        row.document_id,
      ],
    ),
    knex.raw<{ rows: { ecosystem: string; count: number }[] }>(
      `SELECT coalesce(p.ecosystem, 'unknown') AS ecosystem, count(*)::integer AS count
       FROM sbom_component c JOIN sbom_package p USING (package_id)
       WHERE c.document_id = ? GROUP BY 1 ORDER BY 2 DESC, 1`,
      [id],
    ),
    knex.raw<{ rows: { licence: string; count: number }[] }>(
      `SELECT l.licence, count(*)::integer AS count FROM sbom_component c
       CROSS JOIN LATERAL unnest(CASE WHEN cardinality(c.licences) = 0
         THEN ARRAY['NOASSERTION'] ELSE c.licences END) AS l(licence)
       WHERE c.document_id = ? GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 500`,
      [id],
    ),
  ]);
  return {
    ...toSbom(row),
    previousId: previous.rows[0]?.document_id ?? null,
    byEcosystem: ecosystems.rows,
    byLicence: licences.rows.map(({ licence, count }) => ({
      licence,
      count,
      decision: judge([licence]).decision,
    })),
  };
}

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
  const open = await openByPackage(reader, row.entity_ref, shown);
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

async function openByPackage(
  reader: Reader,
  entityRef: string,
  components: readonly ComponentRow[],
) {
  const keys = components.flatMap(({ package_key }) => package_key ?? []);
  const { rows } = await reader.knex.raw<{
    rows: { package_key: string; severity: string; n: number }[];
  }>(
    `SELECT package_key, severity, count(*)::integer AS n FROM finding
     WHERE entity_ref = ? AND package_key IN (SELECT jsonb_array_elements_text(?::jsonb))
       AND listed AND is_open GROUP BY 1, 2`,
    [entityRef, JSON.stringify(keys)],
  );
  const counted = new Map<string, ReturnType<typeof noCounts>>();
  for (const { package_key, severity, n } of rows) {
    const counts = counted.get(package_key) ?? noCounts();
    const known = severities.find(one => one === severity);
    if (known) counts[known] += n;
    counted.set(package_key, counts);
  }
  return counted;
}

const mostDiffed = 100_000;

/** What differs between two SBOMs. */
export async function answerDiffSboms(
  reader: Reader,
  query: QueryOf<'diffSboms'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'diffSboms'>> {
  const [from, to] = [
    await findSbom(reader, query.from, decision),
    await findSbom(reader, query.to, decision),
  ];
  const all = (id: string) =>
    selectComponents(reader.knex, id, { ecosystem: [] }, { limit: mostDiffed });
  return {
    from: toSbom(from),
    to: toSbom(to),
    ...diffComponents(await all(from.document_id), await all(to.document_id)),
  };
}

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
  const having = await reader.knex.raw<{ rows: { entity_ref: string }[] }>(
    'SELECT DISTINCT entity_ref FROM sbom_document WHERE newest',
  );
  const withSbom = new Set(having.rows.map(row => row.entity_ref));
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

/** Licences by how many components have them, and what is decided. */
export async function answerListLicences(
  reader: Reader,
  query: QueryOf<'listLicences'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'listLicences'>> {
  const condition = inEntities(
    'd.entity_ref',
    askedScans(reader, { scope: query.scope, entity: query.entity, decision }),
  );
  const judge = await licenceJudge(
    reader,
    query.entity.length === 1 ? query.entity[0] : undefined,
  );
  const after = query.cursor
    ? decodeCursor(query.cursor, z.tuple([z.number()]))[0]
    : 0;
  const counted = (await countLicences(reader.knex, condition))
    .map(row => {
      const judged = judge([row.licence]);
      return { ...row, decision: judged.decision, why: judged.reason };
    })
    .filter(
      row =>
        query.decision.length === 0 || query.decision.includes(row.decision),
    );
  const newest = await selectSboms(reader.knex, condition, { limit: 1 });
  const shown = counted.slice(after, after + query.limit);
  return {
    items: shown,
    nextCursor:
      counted.length > after + shown.length
        ? encodeCursor([after + shown.length])
        : null,
    newestSbomAt: newest[0]?.created_at.toISOString() ?? null,
  };
}
