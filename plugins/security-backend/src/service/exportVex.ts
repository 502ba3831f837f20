import { z } from 'zod';
import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { allOf, holds, where } from '@quarterdeck/plugin-portal-node';
import { vexExportQuerySchema } from '@quarterdeck/plugin-security-common';
import { FindingRow, selectFindings } from '../database/findingRows';
import { Reader } from './reader';
import { inSeen, seenEntities } from './seenFindings';

type Query = z.output<typeof vexExportQuerySchema>;
const mostStatements = 10_000;

/** What VEX has words for; an accepted risk is exploitable and will not be fixed. */
function analysisOf(row: FindingRow): {
  state:
    | 'resolved'
    | 'false_positive'
    | 'not_affected'
    | 'exploitable'
    | 'in_triage';
  response: string[];
} {
  if (row.state === 'fixed') return { state: 'resolved', response: [] };
  if (row.state === 'risk_accepted') {
    return { state: 'exploitable', response: ['will_not_fix'] };
  }
  if (row.state === 'false_positive') {
    return { state: 'false_positive', response: [] };
  }
  if (row.suppressed_by === 'vex')
    return { state: 'not_affected', response: [] };
  if (row.state === 'open') return { state: 'in_triage', response: [] };
  return {
    state: 'exploitable',
    response: row.fixed_version ? ['update'] : [],
  };
}

const productOf = (row: FindingRow) =>
  row.package_key ?? row.package_name ?? row.entity_ref;

const cycloneDx = (rows: readonly FindingRow[], at: string) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { timestamp: at },
  components: [...new Map(rows.map(row => [productOf(row), row])).values()].map(
    row => ({
      type: 'library',
      'bom-ref': productOf(row),
      name: row.package_name ?? row.title,
      ...(row.package_version ? { version: row.package_version } : {}),
      ...(row.package_key?.startsWith('pkg:') ? { purl: row.package_key } : {}),
    }),
  ),
  vulnerabilities: rows.map(row => ({
    id: row.alias_key,
    affects: [{ ref: productOf(row) }],
    analysis: analysisOf(row),
  })),
});

const openVexStatus = {
  resolved: 'fixed',
  false_positive: 'not_affected',
  not_affected: 'not_affected',
  exploitable: 'affected',
  in_triage: 'under_investigation',
} as const;

const openVex = (
  rows: readonly FindingRow[],
  entityRef: string,
  at: string,
) => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': `urn:quarterdeck:${entityRef}:${at}`,
  author: 'Quarterdeck',
  timestamp: at,
  version: 1,
  statements: rows.map(row => {
    const analysis = analysisOf(row);
    const status = openVexStatus[analysis.state];
    return {
      vulnerability: { name: row.alias_key },
      products: [{ '@id': productOf(row) }],
      status,
      ...(status === 'not_affected'
        ? { impact_statement: 'Judged not to be affected in the portal.' }
        : {}),
      ...(status === 'affected'
        ? {
            action_statement: row.fixed_version
              ? `Update to ${row.fixed_version}.`
              : 'No fix is planned.',
          }
        : {}),
    };
  }),
});

const csafStatus = {
  resolved: 'fixed',
  false_positive: 'known_not_affected',
  not_affected: 'known_not_affected',
  exploitable: 'known_affected',
  in_triage: 'under_investigation',
} as const;

const csaf = (rows: readonly FindingRow[], entityRef: string, at: string) => ({
  document: {
    category: 'csaf_vex',
    csaf_version: '2.0',
    title: `Vulnerabilities of ${entityRef}`,
    publisher: {
      category: 'vendor',
      name: 'Quarterdeck',
      namespace: 'https://quarterdeck.example',
    },
    tracking: {
      id: entityRef,
      status: 'final',
      version: '1',
      initial_release_date: at,
      current_release_date: at,
      revision_history: [{ date: at, number: '1', summary: 'Exported.' }],
    },
  },
  product_tree: {
    full_product_names: [...new Set(rows.map(productOf))].map(id => ({
      product_id: id,
      name: id,
      ...(id.startsWith('pkg:')
        ? { product_identification_helper: { purl: id } }
        : {}),
    })),
  },
  vulnerabilities: rows.map(row => {
    const { state, response } = analysisOf(row);
    return {
      ...(row.alias_key?.startsWith('CVE-')
        ? { cve: row.alias_key }
        : { ids: [{ system_name: 'other', text: row.alias_key }] }),
      product_status: { [csafStatus[state]]: [productOf(row)] },
      ...(response.includes('will_not_fix')
        ? {
            remediations: [
              {
                category: 'no_fix_planned',
                details: 'The risk was accepted.',
                product_ids: [productOf(row)],
              },
            ],
          }
        : {}),
    };
  }),
});

/** What the portal knows of an entity's vulnerabilities, as a VEX document. */
export async function exportVex(
  reader: Reader,
  query: Query,
  decision: PolicyDecision,
): Promise<object> {
  const entityRef = query.entity.toLocaleLowerCase('en-US');
  const seen = reader.visible(decision);
  if (!reader.index.get(entityRef) || !holds(seenEntities(seen), entityRef)) {
    throw new NotFoundError(
      `The catalog has no "${query.entity}", or you may not export it.`,
    );
  }
  const rows = await selectFindings(
    reader.knex,
    allOf([
      where('f.entity_ref = ? AND f.alias_key IS NOT NULL', entityRef),
      query.ref ? where('f.branch = ?', query.ref) : where('f.listed'),
      inSeen({ entity: 'f.entity_ref', severity: 'f.severity' }, seen),
    ]),
    { order: 'f.alias_key, f.finding_id', limit: mostStatements },
  );
  const at = reader.now().toISOString();
  if (query.format === 'openvex') return openVex(rows, entityRef, at);
  if (query.format === 'csaf') return csaf(rows, entityRef, at);
  return cycloneDx(rows, at);
}
