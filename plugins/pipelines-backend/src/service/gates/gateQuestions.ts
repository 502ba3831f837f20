import { z } from 'zod';
import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  GateRequest,
  pipelinesContract,
  pipelinesGateBypassPermission,
  pipelinesGateDecidePermission,
  resolveTime,
} from '@quarterdeck/plugin-pipelines-common';
import {
  decodeCursor,
  encodeCursor,
  RouteOutput,
} from '@quarterdeck/plugin-portal-common';
import { oneOf, where } from '../../database/conditions';
import {
  GateRequestRow,
  listEvaluations,
  listGateRequests,
  loadEvaluations,
} from '../../database/gates/gateRows';
import { loadVotes } from '../../database/gates/gateVotes';
import { loadGateWaits } from '../../database/gates/gateWaits';
import { loadCallbackStates } from '../../database/outbox/outboxCalls';
import { holds } from '../entitySet';
import { askedEntities, Reader } from '../reader';
import { toEvaluation, toGateRequest } from './gateAnswers';
import { GateCallers } from './gateCallers';
import { GateDesk } from './gateDesk';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = z.output<Routes[Name]['query']>;

/** What questions about gates are answered with. */
export interface GateReader extends Reader {
  desk: GateDesk;
  callers: GateCallers;
  permissions: PermissionsService;
}

/** Who asks, and what the permission of the route lets them see. */
export interface Caller {
  credentials: BackstageCredentials;
  decision: PolicyDecision;
}

const requestCursor = z.tuple([z.boolean(), z.iso.datetime(), z.uuid()]);
const evaluationCursor = z.tuple([z.iso.datetime(), z.uuid()]);

/** Permissions are asked once for all rows, since they come as sets of entities. */
async function mayElse(reader: GateReader, credentials: BackstageCredentials) {
  const [decide, bypass] = await reader.permissions.authorizeConditional(
    [
      { permission: pipelinesGateDecidePermission },
      { permission: pipelinesGateBypassPermission },
    ],
    { credentials },
  );
  const allowed = (decision: PolicyDecision, entityRef: string) =>
    decision.result !== 'DENY' && holds(reader.visible(decision), entityRef);
  return (entityRef: string) => ({
    decide: allowed(decide, entityRef),
    bypass: allowed(bypass, entityRef),
  });
}

/** Gates with all that hangs on them, for this caller. */
export async function toGateRequests(
  reader: GateReader,
  rows: readonly GateRequestRow[],
  credentials: BackstageCredentials,
): Promise<GateRequest[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(row => row.id);
  const evaluations = await loadEvaluations(
    reader.knex,
    rows.flatMap(row => row.evaluation_id ?? []),
  );
  const votes = await loadVotes(reader.knex, ids);
  const callbacks = await loadCallbackStates(reader.knex, ids);
  const person = await reader.callers.personOf(credentials);
  const allowed = await mayElse(reader, credentials);
  const now = reader.now();
  const answers: GateRequest[] = [];
  for (const row of rows) {
    const { decide, bypass } = allowed(row.entity_ref);
    const refused = await reader.desk.refusals(row, person);
    const noPermission = 'You may not decide gates of this service.';
    const open = row.state === 'allowed' || row.state === 'bypassed';
    const bypassRefused = () => {
      if (!bypass) return 'You may not bypass gates of this service.';
      if (!person) return 'Only a person who signed in may do this.';
      if (row.provider && row.decided_at)
        return 'The provider has its answer already.';
      return open ? 'This gate is open already.' : undefined;
    };
    answers.push(
      toGateRequest(row, {
        evaluation: evaluations.get(row.evaluation_id ?? ''),
        votes: votes.filter(vote => vote.request_id === row.id),
        callback: callbacks.get(row.id),
        refused: {
          approve: decide ? refused.approve : noPermission,
          reject: decide ? refused.reject : noPermission,
          bypass: bypassRefused(),
        },
        now,
      }),
    );
  }
  return answers;
}

/** Gates of the portal, waiting ones first. */
export async function answerListGateRequests(
  reader: GateReader,
  query: Query<'listGateRequests'>,
  caller: Caller,
): Promise<RouteOutput<Routes['listGateRequests']>> {
  const entities = askedEntities(reader, {
    decision: caller.decision,
    ...query,
  });
  const conditions = [
    oneOf('q.environment', query.environment),
    oneOf('q.state', query.state),
    query.commit
      ? where('q.commit_sha = ?', query.commit.toLocaleLowerCase('en-US'))
      : undefined,
    query.forMe ? where(`q.state = 'waiting'`) : undefined,
    query.instance
      ? where(`q.provider->>'instance' = ?`, query.instance)
      : undefined,
    query.deployment
      ? where(`q.provider->>'deploymentExternalId' = ?`, query.deployment)
      : undefined,
  ].filter(condition => condition !== undefined);
  const rows = await listGateRequests(
    reader.knex,
    { entities, conditions },
    {
      limit: query.limit + 1,
      cursor: query.cursor
        ? decodeCursor(query.cursor, requestCursor)
        : undefined,
    },
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const items = await toGateRequests(reader, shown, caller.credentials);
  return {
    // A page may hold fewer than asked for: who may approve is not in the table.
    items: query.forMe ? items.filter(item => item.may.approve.allowed) : items,
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([
            last.state === 'waiting',
            last.asked_at.toISOString(),
            last.id,
          ])
        : null,
  };
}

/** A gate the caller may see. @throws NotFoundError */
export async function findGateRequest(
  reader: GateReader,
  id: string,
  decision: PolicyDecision,
): Promise<GateRequestRow> {
  const [row] = await listGateRequests(
    reader.knex,
    { entities: reader.visible(decision), conditions: [where('q.id = ?', id)] },
    { limit: 1 },
  );
  if (!row)
    throw new NotFoundError('There is no such gate, or you may not see it.');
  return row;
}

/** Every decision of a gate. */
export async function answerListEvaluations(
  reader: GateReader,
  id: string,
  query: Query<'listGateEvaluations'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['listGateEvaluations']>> {
  const request = await findGateRequest(reader, id, decision);
  const rows = await listEvaluations(reader.knex, id, {
    limit: query.limit + 1,
    cursor: query.cursor
      ? decodeCursor(query.cursor, evaluationCursor)
      : undefined,
  });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(row => toEvaluation(request, row)),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.at.toISOString(), last.id])
        : null,
  };
}

/** How long gates held things up. */
export async function answerGateWaits(
  reader: GateReader,
  query: Query<'gateWaits'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['gateWaits']>> {
  const now = reader.now();
  const from = resolveTime(query.from, now);
  const to = resolveTime(query.to, now);
  const rows = await loadGateWaits(reader.knex, {
    entities: askedEntities(reader, { decision, ...query }),
    environments: query.environment,
    from,
    to,
    now,
    limit: query.limit,
  });
  const numbers = (row: (typeof rows)[number]) => ({
    n: row.n,
    p50Seconds: row.p50 ?? 0,
    p95Seconds: row.p95 ?? 0,
    totalSeconds: row.total ?? 0,
  });
  const whole = rows.find(row => row.whole === 1);
  return {
    range: { from: from.toISOString(), to: to.toISOString() },
    total: whole && whole.n > 0 ? numbers(whole) : null,
    items: rows
      .filter(row => row.whole === 0 && (row.n > 0 || row.waiting > 0))
      .map(row => ({
        entityRef: row.entity_ref,
        environment: row.environment,
        kind: row.kind ?? 'policy',
        waiting: row.waiting,
        ...numbers(row),
      })),
  };
}
