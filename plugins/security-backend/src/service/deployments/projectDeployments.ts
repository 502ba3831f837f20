import { Knex } from 'knex';
import { subjectKey } from '@quarterdeck/plugin-ingest-common';
import { AnyLogEvent, LogEvent } from '@quarterdeck/plugin-ingest-node';
import {
  DeployedRow,
  loadDeployed,
  loadDeployedOf,
  saveDeployed,
} from '../../database/deployments/deployedRows';
import { saveDeploymentClaim } from '../../database/deployments/deploymentClaims';
import { mergeDeployed } from './mergeDeployed';
import { ownersOf } from './ownersOf';

const keyOf = (row: Pick<DeployedRow, 'instance' | 'externalId'>) =>
  JSON.stringify([row.instance, row.externalId]);

const lower = (text: string) => text.toLocaleLowerCase('en-US');

function rowOf(event: LogEvent<'deployment.v1'>): DeployedRow {
  const { data } = event;
  const { instance, project, environment } = data;
  const succeeded = data.state === 'succeeded';
  const commits = [
    ...(data.sha ? [data.sha] : []),
    ...data.revisions.map(({ sha }) => sha),
  ];
  return {
    instance,
    externalId: data.externalId,
    subject:
      event.subject ??
      subjectKey({ instance, project, environment: environment.name }),
    entityRef: null,
    entityReported: event.entityRef ?? null,
    position: event.position,
    environment: environment.name,
    place: JSON.stringify([data.service ?? '', data.region ?? '']),
    succeeded,
    liveAt: succeeded ? new Date(data.finishedAt ?? data.observedAt) : null,
    observedAt: new Date(data.observedAt),
    version: data.version ?? null,
    commits: [...new Set(commits.map(lower))],
    digests: [
      ...new Set(
        data.artifacts.flatMap(({ digest }) => (digest ? lower(digest) : [])),
      ),
    ],
  };
}

/**
 * Files what was deployed to production: what a finding's commit or image is held
 * against. Environments that no rule calls production do not count.
 */
export async function projectDeployments(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<void> {
  const projects = new Set<string>();
  const told = new Map<string, DeployedRow>();
  const add = (row: DeployedRow) => {
    const known = told.get(keyOf(row));
    told.set(keyOf(row), known ? mergeDeployed(known, row) : row);
  };
  for (const event of batch) {
    if (event.type === 'subject.claimed.v1') {
      const { subject, entityRef } = event.data;
      const { position } = event;
      await saveDeploymentClaim(tx, {
        subject: subjectKey(subject),
        entityRef,
        position,
      });
      const { instance, project } = subject;
      projects.add(subjectKey({ instance, project }));
    } else if (
      event.type === 'deployment.v1' &&
      event.data.environment.tier === 'production'
    ) {
      add(rowOf(event));
    }
  }
  if (told.size > 0) (await loadDeployed(tx, [...told.values()])).forEach(add);
  if (projects.size > 0) {
    for (const row of await loadDeployedOf(tx, [...projects])) {
      if (!told.has(keyOf(row))) told.set(keyOf(row), row);
    }
  }
  await saveDeployed(tx, await ownersOf(tx, [...told.values()]));
}
