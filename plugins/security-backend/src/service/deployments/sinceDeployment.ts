import { PolicyDecision } from '@backstage/plugin-permission-common';
import { allOf, where } from '@quarterdeck/plugin-portal-node';
import { changesSince } from '../../database/deployments/changesSince';
import { lastDeployed } from '../../database/deployments/runningNow';
import { AnswerOf } from '../findingQuestions';
import { Reader } from '../reader';
import { inSeen } from '../seenFindings';
import { versionName } from './inProduction';

/** What changed since the last deployment to production; null: none is known. */
export async function sinceDeployment(
  reader: Reader,
  entityRef: string,
  decision: PolicyDecision,
): Promise<AnswerOf<'entitySummary'>['sinceDeployment']> {
  const last = await lastDeployed(reader.knex, entityRef);
  if (!last) return null;
  const changes = await changesSince(
    reader.knex,
    allOf([
      where('f.entity_ref = ?', entityRef),
      inSeen(
        { entity: 'f.entity_ref', severity: 'f.severity' },
        reader.visible(decision),
      ),
    ]),
    last.live_at,
  );
  return {
    at: last.live_at.toISOString(),
    version: versionName(last),
    ...changes,
  };
}
