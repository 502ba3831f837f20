import { z } from 'zod';
import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  pipelinesContract,
  stagesOfRun,
} from '@quarterdeck/plugin-pipelines-common';
import {
  decodeCursor,
  encodeCursor,
  RouteOutput,
} from '@quarterdeck/plugin-portal-common';
import { holds } from '../entitySet';
import { Reader } from '../reader';
import { answerGetRun } from '../runQuestions';
import { PolicyShelf } from './policyShelf';

type Routes = typeof pipelinesContract;

/** What questions about policies are answered with. */
export interface PolicyReader extends Reader {
  policies: PolicyShelf;
}

const cursorSchema = z.tuple([z.string()]);

/** Which components have a policy. */
export async function answerListPolicies(
  reader: PolicyReader,
  query: z.output<Routes['listPolicies']['query']>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['listPolicies']>> {
  const visible = reader.visible(decision);
  const [after] = query.cursor
    ? decodeCursor(query.cursor, cursorSchema)
    : [''];
  const refs = (
    query.scope ? reader.index.inScope(query.scope) : reader.index.refs()
  )
    .filter(
      ref => ref.startsWith('component:') && holds(visible, ref) && ref > after,
    )
    .sort();
  const all = (await reader.policies.effectiveOf(refs)).filter(
    one => query.only !== 'problems' || one.problems.length > 0,
  );
  const shown = all.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(one => ({
      entityRef: one.entityRef,
      source: one.source,
      location: one.location,
      version: one.version,
      goodSince: one.goodSince,
      checkedAt: one.checkedAt,
      problemCount: one.problems.length,
      stages: Object.keys(one.policy?.stages ?? {}),
    })),
    nextCursor:
      last && all.length > shown.length ? encodeCursor([last.entityRef]) : null,
  };
}

/** The policy of one entity. */
export async function answerGetPolicy(
  reader: PolicyReader,
  params: z.output<Routes['getPolicy']['params']>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['getPolicy']>> {
  const ref =
    `${params.kind}:${params.namespace}/${params.name}`.toLocaleLowerCase(
      'en-US',
    );
  if (!holds(reader.visible(decision), ref)) {
    throw new NotFoundError('There is no such entity, or you may not see it.');
  }
  return reader.policies.effective(ref);
}

/** A run in the seven stages. */
export async function answerRunStages(
  reader: PolicyReader,
  params: z.output<Routes['runStages']['params']>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['runStages']>> {
  const { run, jobs } = await answerGetRun(reader, params, decision);
  const effective = run.entityRef
    ? await reader.policies.effective(run.entityRef)
    : undefined;
  return { stages: stagesOfRun(jobs, effective?.policy ?? undefined) };
}
