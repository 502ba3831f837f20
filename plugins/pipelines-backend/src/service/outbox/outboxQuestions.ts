import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  isFailedResult,
  pipelinesContract,
} from '@quarterdeck/plugin-pipelines-common';
import { AuditLog } from '@quarterdeck/plugin-portal-node';
import {
  decodeCursor,
  encodeCursor,
  RouteOutput,
} from '@quarterdeck/plugin-portal-common';
import { oneOf, where } from '../../database/conditions';
import {
  countDeadCalls,
  insertOutboxCall,
  listOutboxCalls,
  loadOutboxCall,
  OutboxRow,
  reviveOutboxCall,
} from '../../database/outbox/outboxCalls';
import { loadWatchedDeployments } from '../../database/outbox/watchedDeployments';
import { loadRuns } from '../../database/runRows';
import { holds } from '../entitySet';
import { askedEntities, Reader } from '../reader';
import { OutboundConfig } from './outboundConfig';
import { rerunCall } from './providerCalls';
import { noRollbackTarget, requestRollback } from './requestRollback';

type Routes = typeof pipelinesContract;
type Query = z.output<Routes['listOutbox']['query']>;

/** What questions and requests about calls to providers take. */
export interface OutboxDesk extends Reader {
  outbound: OutboundConfig;
  audit: AuditLog;
  /** A call is waiting to be sent. */
  changed: () => void;
}

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Calls to providers, newest first. */
export async function answerListOutbox(
  reader: Reader,
  query: Query,
  decision: PolicyDecision,
): Promise<{
  rows: OutboxRow[];
  nextCursor: string | null;
  deadCount: number;
}> {
  const entities = askedEntities(reader, { decision, ...query });
  const conditions = [
    oneOf('o.purpose', query.purpose),
    oneOf('o.state', query.state),
    query.instance ? where('o.instance = ?', query.instance) : undefined,
    query.deployment
      ? where('o.deployment_external_id = ?', query.deployment)
      : undefined,
    query.run ? where('o.run_external_id = ?', query.run) : undefined,
  ].filter(condition => condition !== undefined);
  const rows = await listOutboxCalls(
    reader.knex,
    { entities, conditions },
    {
      limit: query.limit + 1,
      cursor: query.cursor
        ? decodeCursor(query.cursor, cursorSchema)
        : undefined,
    },
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.created_at.toISOString(), last.id])
        : null,
    deadCount: await countDeadCalls(reader.knex, entities),
  };
}

/** A person asks for a rollback. */
export async function rollBackByHand(
  desk: OutboxDesk,
  request: {
    instance: string;
    externalId: string;
    by: string;
    reason: string;
    decision: PolicyDecision;
  },
): Promise<OutboxRow> {
  const visible = desk.visible(request.decision);
  const rows = await loadWatchedDeployments(desk.knex, {
    instance: request.instance,
    external_id: request.externalId,
  });
  const deployment = rows.find(row => holds(visible, row.entity_ref));
  if (!deployment) {
    throw new NotFoundError(
      'There is no such deployment, or you may not roll it back.',
    );
  }
  const at = desk.now();
  // Two clicks within a minute are one wish.
  const minute = Math.floor(at.getTime() / 60_000);
  const row = await desk.knex.transaction(tx =>
    requestRollback(tx, {
      outbound: desk.outbound,
      audit: desk.audit,
      deployment,
      by: request.by,
      reason: request.reason,
      decision: `${request.by}:${minute}`,
      at,
    }),
  );
  if (row === noRollbackTarget) {
    throw new InputError(
      `No target in pipelines.outbound.targets rolls back ${deployment.entity_ref} on ${deployment.instance}.`,
    );
  }
  desk.changed();
  return row;
}

/** A person asks for the failed jobs of a run to run again. */
export async function rerunByHand(
  desk: OutboxDesk,
  request: {
    run: { instance: string; externalId: string; attempt: number };
    by: string;
    reason?: string;
    decision: PolicyDecision;
  },
): Promise<OutboxRow> {
  const { run, by, reason } = request;
  const visible = desk.visible(request.decision);
  const found = (await loadRuns(desk.knex, [run])).find(
    row => row.attempt === run.attempt && holds(visible, row.entityRef),
  );
  if (!found) {
    throw new NotFoundError(
      'There is no such run, or you may not run it again.',
    );
  }
  if (!found.isLatest)
    throw new ConflictError('A newer attempt of this run is there.');
  const { facts } = found;
  const again = facts.result === 'cancelled' || isFailedResult(facts.result);
  if (facts.state !== 'completed' || !again) {
    throw new ConflictError('Only a run that failed can be run again.');
  }
  const target = desk.outbound.targets.find(
    ({ kind, instance }) =>
      (kind === 'github' || kind === 'gitlab') &&
      (instance === undefined || instance === run.instance),
  );
  if (!target) {
    throw new InputError(
      `No target in pipelines.outbound.targets is for ${run.instance}.`,
    );
  }
  const key = `rerun:${run.instance}:${run.externalId}:${run.attempt}`;
  const row = await desk.knex.transaction(async tx => {
    const id = randomUUID();
    const written = await insertOutboxCall(tx, {
      id,
      purpose: 'rerun_failed_jobs',
      idempotency_key: key,
      entity_ref: found.entityRef,
      title: `Run the failed jobs of ${facts.pipeline.name} ${
        facts.number ?? run.externalId
      } again`,
      target: target.id,
      request: rerunCall(target, {
        project: facts.project,
        externalId: run.externalId,
      }),
      created_at: desk.now(),
      requested_by: by,
      reason: reason ?? null,
      instance: run.instance,
      deployment_external_id: null,
      run_external_id: run.externalId,
      gate_request_id: null,
    });
    if (written) {
      await desk.audit.record(
        {
          actor: by,
          action: 'run.rerun-failed-jobs',
          target: `${run.instance}/${run.externalId}/${run.attempt}`,
          details: { entityRef: found.entityRef, call: id, target: target.id },
          reason,
        },
        tx,
      );
    }
    return loadOutboxCall(tx, { idempotency_key: key });
  });
  if (!row) throw new Error(`The call ${key} was written and is not there`);
  desk.changed();
  return row;
}

/** A person sets a call that was given up to be tried again. */
export async function retryByHand(
  desk: OutboxDesk,
  request: { id: string; by: string; decision: PolicyDecision },
): Promise<OutboxRow> {
  const visible = desk.visible(request.decision);
  const row = await desk.knex.transaction(async tx => {
    const found = await loadOutboxCall(tx, { id: request.id });
    if (!found || !holds(visible, found.entity_ref)) {
      throw new NotFoundError(
        'There is no such call, or you may not retry it.',
      );
    }
    if (!(await reviveOutboxCall(tx, found.id, desk.now()))) {
      throw new ConflictError('Only a call that was given up is tried again.');
    }
    await desk.audit.record(
      {
        actor: request.by,
        action: 'outbox.retry',
        target: found.id,
        details: { title: found.title },
      },
      tx,
    );
    return loadOutboxCall(tx, { id: found.id });
  });
  if (!row) throw new Error(`The call ${request.id} is gone`);
  desk.changed();
  return row;
}

/** The answer's type, for the handlers. */
export type ListOutboxAnswer = RouteOutput<Routes['listOutbox']>;
