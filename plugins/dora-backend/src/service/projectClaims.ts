import {
  loadSubjectClaims,
  upsertSubjectClaims,
} from '@quarterdeck/plugin-portal-node';
import {
  AnyLogEvent,
  newerClaims,
  ownedEntity,
} from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { FactRow, loadProjectFacts, upsertFacts } from '../database/factRows';
import { deploymentRule, incidentRule, StoredDeployment } from './factRules';
import { FactRule, serviceOf } from './projectFacts';
import { loadOwners } from './loadOwners';

/** Files the claims of a batch, the later position counting. */
async function fileClaims(tx: Knex, batch: readonly AnyLogEvent[]) {
  const projects = new Set(
    batch.flatMap(event =>
      event.type === 'subject.claimed.v1' ? [event.data.subject.project] : [],
    ),
  );
  const claims = await newerClaims(batch, keys => loadSubjectClaims(tx, keys));
  await upsertSubjectClaims(tx, claims);
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
    const entityRef = ownedEntity(ownerOf(row.subject), row);
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
