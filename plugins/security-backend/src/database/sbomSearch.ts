import { Knex } from 'knex';
import { z } from 'zod';
import {
  allOf,
  arrayLiteral,
  Condition,
  where,
} from '@quarterdeck/plugin-portal-node';
import { componentColumns, componentSchema } from './sbomQueries';

/** Which packages are asked for. */
export interface AskedPackages {
  name: string;
  /** A package URL without version. */
  purl?: string;
  exact: boolean;
  ecosystem: readonly string[];
  /** Only these, see {@link loadVersions}. */
  versions?: readonly string[];
}

function asksFor(asked: AskedPackages): Condition {
  const name = asked.name.toLowerCase().replace(/[\\%_]/g, '\\$&');
  const end = asked.exact ? '' : '%';
  return allOf([
    asked.purl
      ? where(
          'p.package_key = ? OR p.package_key LIKE ?',
          asked.purl,
          `${asked.purl.replace(/[\\%_]/g, '\\$&')}@%`,
        )
      : where(
          'p.name_search LIKE ? OR p.short_name LIKE ?',
          `${name}${end}`,
          `${name}${end}`,
        ),
    ...(asked.ecosystem.length
      ? [where('p.ecosystem = ANY(?::text[])', arrayLiteral(asked.ecosystem))]
      : []),
    ...(asked.versions
      ? [where('p.version_key = ANY(?::text[])', arrayLiteral(asked.versions))]
      : []),
  ]);
}

const packageSchema = z.object({
  package_id: z.string(),
  version: z.string().nullable(),
  ecosystem: z.string().nullable(),
});

/** A version of a package that some SBOM has. */
export type PackageRow = z.infer<typeof packageSchema>;

/** Versions of packages; each stands once, whoever ships it. */
export async function findPackages(
  knex: Knex,
  asked: AskedPackages,
  limit: number,
): Promise<PackageRow[]> {
  const condition = asksFor(asked);
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT package_id, version, ecosystem FROM sbom_package p
     WHERE ${condition.sql} LIMIT ?`,
    [...condition.bindings, limit],
  );
  return z.array(packageSchema).parse(rows);
}

const versionSchema = z.object({
  version_key: z.string(),
  version: z.string().nullable(),
  ecosystem: z.string().nullable(),
});

/** Every version that any package has, of some ecosystems or of all. */
export async function loadVersions(
  knex: Knex,
  ecosystems: readonly string[],
): Promise<z.infer<typeof versionSchema>[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT version_key, version, ecosystem FROM sbom_version
     WHERE ? OR ecosystem = ANY(?::text[])`,
    [ecosystems.length === 0, arrayLiteral(ecosystems)],
  );
  return z.array(versionSchema).parse(rows);
}

/** How many components are one of these packages, counted up to a limit. */
export async function countComponents(
  knex: Knex,
  packageIds: readonly string[],
  limit: number,
): Promise<number> {
  const { rows } = await knex.raw<{ rows: { n: number }[] }>(
    `SELECT count(*)::integer AS n FROM (SELECT 1 FROM sbom_component
       WHERE package_id = ANY(?::uuid[]) LIMIT ?) c`,
    [arrayLiteral(packageIds), limit],
  );
  return rows[0]?.n ?? 0;
}

const shipperSchema = componentSchema.extend({
  entity_ref: z.string(),
  branch: z.string(),
  environment: z.string(),
  root_version: z.string().nullable(),
  created_at: z.date(),
});

/** A component of a newest SBOM. */
export type ShipperRow = z.infer<typeof shipperSchema>;

const shipperColumns = `${componentColumns}, d.entity_ref, d.branch, d.environment,
  d.root_version, d.created_at`;

interface ShipperPage {
  limit: number;
  cursor?: [string, string, number];
}

const after = ({ cursor }: ShipperPage): Condition =>
  cursor
    ? where(
        '(d.entity_ref, d.document_id, c.ordinal) > (?::text, ?::text, ?::integer)',
        ...cursor,
      )
    : where('true');

/** Newest SBOMs that have one of a few packages: from the packages to who has them. */
export async function selectShippers(
  knex: Knex,
  packageIds: readonly string[],
  condition: Condition,
  page: ShipperPage,
): Promise<ShipperRow[]> {
  if (packageIds.length === 0) return [];
  const next = after(page);
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT ${shipperColumns}
     FROM sbom_component c JOIN sbom_package p USING (package_id)
     JOIN sbom_document d USING (document_id)
     WHERE c.package_id = ANY(?::uuid[]) AND d.newest AND (${condition.sql}) AND ${next.sql}
     ORDER BY d.entity_ref, d.document_id, c.ordinal LIMIT ?`,
    [
      arrayLiteral(packageIds),
      ...condition.bindings,
      ...next.bindings,
      page.limit,
    ],
  );
  return z.array(shipperSchema).parse(rows);
}

/**
 * Newest SBOMs that have one of many packages: SBOM by SBOM until a page is full,
 * which is soon when many have them.
 */
export async function walkShippers(
  knex: Knex,
  asked: AskedPackages,
  condition: Condition,
  page: ShipperPage,
): Promise<ShipperRow[]> {
  const packages = asksFor(asked);
  const next = after(page);
  const begin = page.cursor
    ? where(
        '(d.entity_ref, d.document_id) >= (?::text, ?::text)',
        page.cursor[0],
        page.cursor[1],
      )
    : where('true');
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT x.* FROM (
       SELECT d.* FROM sbom_document d
       WHERE d.newest AND (${condition.sql}) AND ${begin.sql}
       ORDER BY d.entity_ref, d.document_id) d
     CROSS JOIN LATERAL (
       SELECT ${shipperColumns}
       FROM sbom_component c JOIN sbom_package p USING (package_id)
       WHERE c.document_id = d.document_id AND ${next.sql} AND ${packages.sql}
       ORDER BY c.ordinal LIMIT ?) x
     ORDER BY d.entity_ref, d.document_id, x.ordinal LIMIT ?`,
    [
      ...condition.bindings,
      ...begin.bindings,
      ...next.bindings,
      ...packages.bindings,
      page.limit,
      page.limit,
    ],
  );
  return z.array(shipperSchema).parse(rows);
}
