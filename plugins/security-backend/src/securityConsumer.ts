import { Knex } from 'knex';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  AnyLogEvent,
  ConsumeOptions,
  NewEvent,
} from '@quarterdeck/plugin-ingest-node';
import { recordFreshness } from '@quarterdeck/plugin-portal-node';
import { carryOver } from './database/carryOver';
import { prepareTouched, touchFindings } from './database/settle/touched';
import {
  ImportDeps,
  importReport,
  isScanReport,
} from './service/import/importReport';
import { projectDeployments } from './service/deployments/projectDeployments';
import { settle } from './service/settle';
import { projectScanClaim } from './service/subjects/projectScanClaim';

/** Name of the consumer whose tables this area answers from. */
export const securityConsumerName = 'security';

/** The projection tables, as a rebuild needs them. */
export const securityTables: readonly string[] = [
  'scan_target',
  'scan_import',
  'finding',
  'finding_detail',
  'finding_change',
  'alias_group',
  'vex_statement',
  'vex_document',
  'sbom_document',
  'sbom_package',
  'sbom_component',
  'sbom_version',
  'entity_count',
  'finding_count',
  'finding_time',
  'production_deployment',
  'deployment_claim',
  'projection_freshness',
];

/** What tells which version runs in production. */
const deploymentTypes: readonly string[] = [
  'deployment.v1',
  'subject.claimed.v1',
];

/**
 * Applies a batch: reports one by one, for each may be large, and what people
 * decided. In a running portal a decision is settled when it is made; a rebuild
 * hears of it here.
 */
export async function projectSecurityBatch(
  batch: readonly AnyLogEvent[],
  tx: Knex,
  deps: ImportDeps,
): Promise<NewEvent[]> {
  const told: NewEvent[] = [];
  for (const event of batch) {
    if (isScanReport(event)) {
      told.push(...(await importReport(tx, event, deps)));
    } else if (event.type === 'finding.decided.v1') {
      await prepareTouched(tx);
      await touchFindings(tx, event.data.findings);
      await settle(tx, deps.rules);
    } else if (event.type === 'subject.claimed.v1') {
      told.push(...(await projectScanClaim(tx, event, deps.rules)));
    }
  }
  if (batch.some(({ type }) => deploymentTypes.includes(type))) {
    await projectDeployments(tx, batch);
  }
  const last = batch.at(-1);
  if (last) await recordFreshness(tx, last.recordedAt);
  return told;
}

/** The consumer of scans. */
export function securityConsumer(
  options: ImportDeps & { changed(): void },
): ConsumeOptions {
  return {
    consumer: securityConsumerName,
    types: [
      'report.received.v1',
      'finding.decided.v1',
      'deployment.v1',
      'subject.claimed.v1',
    ],
    batchSize: 50,
    handle: (batch, tx) => projectSecurityBatch(batch, tx, options),
    afterCommit: () => options.changed(),
    projection: {
      tables: securityTables,
      migrationsDirectory: resolvePackagePath(
        '@quarterdeck/plugin-security-backend',
        'migrations',
      ),
      carryOver,
    },
  };
}
