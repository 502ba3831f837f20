import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  classifyBodySchema,
  DoraClassification,
} from '@quarterdeck/plugin-dora-common';
import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import { AuditLog, holds } from '@quarterdeck/plugin-portal-node';
import { Knex } from 'knex';
import {
  ClassificationRow,
  classificationsOf,
  insertClassification,
  knownDeployment,
  lockDeployment,
  toClassification,
  undoClassifications,
} from '../database/classifications';
import { Reader } from './reader';

/** What classifying takes. */
export interface ClassifyDeps {
  reader: Reader;
  audit: Pick<AuditLog, 'record'>;
  eventLog: Pick<EventLogService, 'append'>;
}

/** A person says something. */
export interface ClassifyAsk {
  actor: string;
  decision: PolicyDecision;
}

interface Key {
  instance: string;
  externalId: string;
}

const idOf = ({ instance, externalId }: Key) => `${instance}/${externalId}`;

async function locked(
  { reader }: ClassifyDeps,
  tx: Knex.Transaction,
  key: Key,
  { decision }: ClassifyAsk,
) {
  const found = await lockDeployment(tx, key);
  if (!found) throw new NotFoundError('There is no such deployment.');
  if (!holds(reader.visible(decision), found.entityRef)) {
    throw new NotAllowedError(
      'You may classify deployments of services your groups own.',
    );
  }
  return found;
}

/** Tells the log, so that the numbers follow. */
async function tell(
  { eventLog }: ClassifyDeps,
  tx: Knex.Transaction,
  row: ClassificationRow,
) {
  await eventLog.append(
    [
      {
        type: 'deployment.classified.v1',
        entityRef: row.entity_ref ?? undefined,
        occurredAt: row.undone_at ?? row.at,
        correlation: { deployment: row.external_id },
        data: {
          id: row.id,
          instance: row.instance,
          externalId: row.external_id,
          as: row.said,
          fixedBy: row.fixed_by ?? undefined,
          reason: row.reason,
          by: row.by,
          at: row.at.toISOString(),
          undone: row.undone_at !== null,
        },
      },
    ],
    tx,
  );
}

/** Which earlier words a new one takes the place of: one verdict holds at a time. */
const replaces = (said: DoraClassification['as']) => {
  const judged = ['failed', 'not_failed', 'fixed_by'];
  return (row: ClassificationRow) =>
    row.undone_at === null &&
    (row.said === said ||
      (judged.includes(said) && judged.includes(row.said)) ||
      (['not_production', 'ignore'].includes(said) &&
        ['not_production', 'ignore'].includes(row.said)));
};

/** Says what a deployment was. */
export function classifyDeployment(
  deps: ClassifyDeps,
  key: Key,
  body: z.output<typeof classifyBodySchema>,
  ask: ClassifyAsk,
): Promise<DoraClassification> {
  const { reader, audit } = deps;
  const deploymentId = idOf(key);
  return reader.knex.transaction(async tx => {
    const { entityRef } = await locked(deps, tx, key, ask);
    if (body.fixedBy === deploymentId) {
      throw new InputError('fixedBy: a deployment does not repair itself');
    }
    if (body.fixedBy && !(await knownDeployment(tx, body.fixedBy))) {
      throw new InputError('fixedBy: there is no such deployment');
    }
    const now = reader.now();
    const before = (await classificationsOf(tx, deploymentId)).filter(
      replaces(body.as),
    );
    const undone = await undoClassifications(
      tx,
      before.map(({ id }) => id),
      { at: now, by: ask.actor, reason: 'said anew' },
    );
    for (const row of undone) await tell(deps, tx, row);
    const row: ClassificationRow = {
      id: randomUUID(),
      deployment_id: deploymentId,
      instance: key.instance,
      external_id: key.externalId,
      entity_ref: entityRef,
      said: body.as,
      fixed_by: body.fixedBy ?? null,
      reason: body.reason,
      by: ask.actor,
      at: now,
      undone_at: null,
      undone_by: null,
      undo_reason: null,
    };
    await insertClassification(tx, row);
    await tell(deps, tx, row);
    await audit.record(
      {
        actor: ask.actor,
        action: 'deployment.classify',
        target: deploymentId,
        details: {
          as: body.as,
          fixedBy: body.fixedBy ?? null,
          before: before.map(({ said }) => said),
        },
        reason: body.reason,
      },
      tx,
    );
    return toClassification(row);
  });
}

/** Takes back what was said. */
export function undoClassification(
  deps: ClassifyDeps,
  key: Key & { id: string },
  reason: string | undefined,
  ask: ClassifyAsk,
): Promise<DoraClassification> {
  const { reader, audit } = deps;
  const deploymentId = idOf(key);
  return reader.knex.transaction(async tx => {
    await locked(deps, tx, key, ask);
    const said = (await classificationsOf(tx, deploymentId)).find(
      ({ id }) => id === key.id,
    );
    if (!said) throw new NotFoundError('Nobody said this of the deployment.');
    const [row] = await undoClassifications(tx, [key.id], {
      at: reader.now(),
      by: ask.actor,
      reason: reason ?? null,
    });
    // Taken back twice is taken back.
    if (!row) return toClassification(said);
    await tell(deps, tx, row);
    await audit.record(
      {
        actor: ask.actor,
        action: 'deployment.unclassify',
        target: deploymentId,
        details: { as: row.said, said: row.id },
        reason,
      },
      tx,
    );
    return toClassification(row);
  });
}
