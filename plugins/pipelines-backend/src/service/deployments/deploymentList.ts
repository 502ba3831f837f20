import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  pipelinesContract,
  resolveTime,
} from '@quarterdeck/plugin-pipelines-common';
import {
  decodeCursor,
  encodeCursor,
  RouteOutput,
} from '@quarterdeck/plugin-portal-common';
import { likeText, oneOf, where } from '../../database/conditions';
import { listDeployments } from '../../database/deployments/deploymentRows';
import { answerMeta, askedEntities, Reader } from '../reader';
import { toDeploymentSummary } from './toDeploymentAnswers';

type Routes = typeof pipelinesContract;
type Query = z.output<Routes['listDeployments']['query']>;

const factCursor = z.tuple([
  z.iso.datetime(),
  z.string(),
  z.string(),
  z.string(),
]);

/** Text of the list: version, commit or person, from its start. */
function textCondition(text: string) {
  const start = `${likeText(text.toLocaleLowerCase('en-US'))}%`;
  return where(
    'lower(t.label) LIKE ? OR t.sha LIKE ? OR lower(t.actor_login) LIKE ?',
    start,
    start,
    start,
  );
}

/** A page of deployments. */
export async function answerDeployments(
  reader: Reader,
  query: Query,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['listDeployments']>> {
  const now = reader.now();
  const text = query.q?.trim();
  const conditions = [
    query.attempts ? undefined : where('t.is_latest'),
    query.project ? where('t.project = ?', query.project) : undefined,
    oneOf('t.environment', query.environment),
    oneOf('t.tier', query.tier),
    oneOf('t.region', query.region),
    oneOf('t.state', query.state),
    oneOf('t.kind', query.kind),
    oneOf('t.verification', query.verification),
    query.from
      ? where('t.listed_at >= ?', resolveTime(query.from, now))
      : undefined,
    query.to ? where('t.listed_at < ?', resolveTime(query.to, now)) : undefined,
    text ? textCondition(text) : undefined,
  ].filter(item => item !== undefined);
  const [rows, meta] = await Promise.all([
    listDeployments(
      reader.knex,
      {
        entities: askedEntities(reader, { decision, ...query }),
        conditions,
      },
      {
        limit: query.limit + 1,
        cursor: query.cursor
          ? decodeCursor(query.cursor, factCursor)
          : undefined,
      },
    ),
    answerMeta(reader, decision),
  ]);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(toDeploymentSummary),
    nextCursor:
      last && rows.length > items.length
        ? encodeCursor([
            last.listedAt,
            last.externalId,
            last.instance,
            last.project,
          ])
        : null,
    meta,
  };
}
