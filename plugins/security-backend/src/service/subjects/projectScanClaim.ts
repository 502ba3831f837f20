import { Knex } from 'knex';
import { subjectKey } from '@quarterdeck/plugin-ingest-common';
import { LogEvent, NewEvent } from '@quarterdeck/plugin-ingest-node';
import { saveDeploymentClaim } from '../../database/deployments/deploymentClaims';
import { recordDay } from '../../database/settle/entityCounts';
import { SettleRules } from '../../database/settle/settleStates';
import { tellScans } from '../tellScans';
import { moveSubjects } from './moveSubjects';

/**
 * Files a claim and moves what its project sent, in the transaction of the batch.
 * @returns what gates of the entities it moved to are told.
 */
export async function projectScanClaim(
  tx: Knex,
  event: LogEvent<'subject.claimed.v1'>,
  rules: SettleRules,
): Promise<NewEvent[]> {
  const { subject, entityRef } = event.data;
  await saveDeploymentClaim(tx, {
    subject: subjectKey(subject),
    entityRef,
    position: event.position,
  });
  const { instance, project } = subject;
  const { entities, targetKeys } = await moveSubjects(
    tx,
    [subjectKey({ instance, project })],
    rules,
  );
  await recordDay(tx, entities, event.recordedAt);
  return tellScans(tx, { targetKeys });
}
