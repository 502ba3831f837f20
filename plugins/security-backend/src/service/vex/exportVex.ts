import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { allOf, holds, where } from '@quarterdeck/plugin-portal-node';
import {
  mergeAnalyses,
  vexAnalysis,
  vexExportQuerySchema,
  VexFormat,
  writeCsafVex,
  writeCycloneDxVex,
  writeOpenVex,
} from '@quarterdeck/plugin-security-common';
import { loadVexSubjects } from '../../database/vexSubjects';
import { Reader } from '../reader';
import { inSeen, seenEntities } from '../seenFindings';

type Query = z.output<typeof vexExportQuerySchema>;
const mostStatements = 10_000;

const writers: Record<
  VexFormat,
  (...args: Parameters<typeof writeOpenVex>) => object
> = {
  cyclonedx: writeCycloneDxVex,
  openvex: writeOpenVex,
  csaf: writeCsafVex,
};

/**
 * What the portal knows of an entity's vulnerabilities, as a VEX document. The words
 * are those of `vexAnalysis`: an accepted risk stays a product that is affected.
 */
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
  const subjects = await loadVexSubjects(
    reader.knex,
    allOf([
      where('f.entity_ref = ?', entityRef),
      query.ref ? where('f.branch = ?', query.ref) : where('f.listed'),
      inSeen({ entity: 'f.entity_ref', severity: 'f.severity' }, seen),
    ]),
    mostStatements,
  );
  const analyses = mergeAnalyses(
    subjects.flatMap(subject => vexAnalysis(subject) ?? []),
  );
  // CycloneDX may list nothing; the others have to state something.
  if (analyses.length === 0 && query.format !== 'cyclonedx') {
    throw new NotFoundError(
      `No scan of "${query.entity}" found a vulnerability: there is nothing to say in ${query.format}.`,
    );
  }
  return writers[query.format](analyses, {
    id: randomUUID(),
    author: reader.publisher.name,
    namespace: reader.publisher.namespace,
    at: reader.now().toISOString(),
    product: { name: entityRef, version: null, purl: null },
  });
}
