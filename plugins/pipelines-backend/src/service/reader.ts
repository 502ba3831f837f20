import { Knex } from 'knex';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { ConsumerLag } from '@quarterdeck/plugin-ingest-node';
import { AnswerMeta } from '@quarterdeck/plugin-pipelines-common';
import { EntityIndex, readFreshness } from '@quarterdeck/plugin-portal-node';
import { EntitySet, intersection, onlyEntities } from './entitySet';

/** Behind by more than this, an answer is called stale. */
const staleAfterSeconds = 30;

/** What every question of the API is answered with. */
export interface Reader {
  knex: Knex;
  index: EntityIndex;
  visible: (decision: PolicyDecision) => EntitySet;
  now: () => Date;
  /** How far the tables are behind the log. */
  lag: () => Promise<ConsumerLag>;
}

/** Who asks about whom. */
export interface Asked {
  decision: PolicyDecision;
  scope?: string;
  entity?: readonly string[];
}

const lower = (ref: string) => ref.toLocaleLowerCase('en-US');

/** Rows that are in the scope, in the filter, and visible to the caller. */
export function askedEntities(reader: Reader, asked: Asked): EntitySet {
  const sets = [reader.visible(asked.decision)];
  if (asked.scope) sets.push(onlyEntities(reader.index.inScope(asked.scope)));
  if (asked.entity?.length) sets.push(onlyEntities(asked.entity.map(lower)));
  return intersection(...sets);
}

/** How fresh the tables are, and whether the caller sees all of them. */
export async function answerMeta(
  reader: Reader,
  decision: PolicyDecision,
): Promise<AnswerMeta> {
  const [freshness, lag] = await Promise.all([
    readFreshness(reader.knex),
    reader.lag(),
  ]);
  const visible = reader.visible(decision);
  return {
    asOf: reader.now().toISOString(),
    lastEventAt: freshness?.lastRecordedAt.toISOString() ?? null,
    lagSeconds: lag.seconds,
    stale: lag.stopped || lag.seconds > staleAfterSeconds,
    visibility:
      visible.kind === 'except' && visible.refs.length === 0 ? 'all' : 'own',
  };
}
