import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import { countHeads } from '../database/headQueries';
import { findFailing, headsActiveSince } from './failingNow';
import { answerMeta, askedEntities, Reader } from './reader';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = z.output<Routes[Name]['query']>;

/** Default branches that are red now, the longest first. */
export async function answerFailing(
  reader: Reader,
  query: Query<'failing'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['failing']>> {
  const entities = askedEntities(reader, { decision, ...query });
  const now = reader.now();
  const [items, counts, meta] = await Promise.all([
    findFailing(reader.knex, entities, { now, limit: query.limit }),
    countHeads(reader.knex, entities, headsActiveSince(now)),
    answerMeta(reader, decision),
  ]);
  return { items, total: counts.failingPipelines, meta };
}
