import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { subjectKey } from '@quarterdeck/plugin-ingest-common';
import { positionOrder } from '@quarterdeck/plugin-portal-common';
import { Knex } from 'knex';
import { ClaimRow, loadClaims, upsertClaims } from '../database/claims';
import { FactRow, loadProjectFacts, upsertFacts } from '../database/factRows';
import { deploymentRule, incidentRule, StoredDeployment } from './factRules';
import { entityOf, loadOwners } from './ownership';
import { FactRule, serviceOf } from './projectFacts';

/** Files the claims of a batch, the later position counting. */
async function fileClaims(tx: Knex, batch: readonly AnyLogEvent[]) {
  const claims = new Map<string, ClaimRow>();
  const projects = new Set<string>();
  for (const event of batch) {
    if (event.type !== 'subject.claimed.v1') continue;
    const { subject, entityRef } = event.data;
    const key = subjectKey(subject);
    projects.add(subject.project);
    const known = claims.get(key);
    if (known && positionOrder(known.position, event.position) > 0) continue;
    claims.set(key, { subject: key, entityRef, position: event.position });
  }
  for (const stored of await loadClaims(tx, [...claims.keys()])) {
    const row = claims.get(stored.subject);
    if (row && positionOrder(stored.position, row.position) >= 0) {
      claims.delete(stored.subject);
    }
  }
  await upsertClaims(tx, [...claims.values()]);
  return projects;
}

/** Gives the rows of a project to their owners; answers the services that lost or got any. */
async function moveRows<Facts extends object>(
  tx: Knex,
  rule: FactRule<Facts>,
  project: string,
): Promise<{ touched: string[]; moved: FactRow<Facts>[] }> {
  const rows = await loadProjectFacts<Facts>(tx, rule.table, project);
  const ownerOf = await loadOwners(
    tx,
    rows.map(({ subject }) => subject),
  );
  const touched: string[] = [];
  const moved = rows.flatMap((row): FactRow<Facts>[] => {
    const entityRef = entityOf(ownerOf(row.subject), row);
    const part = rule.partOf?.(row.facts);
    const service = serviceOf(entityRef, row.subject, part);
    if (service === row.service) return [];
    touched.push(row.service, service);
    return [{ ...row, entityRef, service }];
  });
  await upsertFacts(tx, rule.table, moved);
  return { touched, moved };
}

/**
 * Applies the claims of a batch.
 * @returns services that lost or got rows, and the deployments that moved.
 */
export async function projectClaims(tx: Knex, batch: readonly AnyLogEvent[]) {
  const touched: string[] = [];
  const deployments: FactRow<StoredDeployment>[] = [];
  if (!batch.some(({ type }) => type === 'subject.claimed.v1')) {
    return { touched, deployments };
  }
  for (const project of await fileClaims(tx, batch)) {
    const found = await moveRows(tx, deploymentRule, project);
    const incidents = await moveRows(tx, incidentRule, project);
    touched.push(...found.touched, ...incidents.touched);
    deployments.push(...found.moved);
  }
  return { touched, deployments };
}
