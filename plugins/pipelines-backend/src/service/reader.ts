import { Knex } from 'knex';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { AnswerMeta } from '@quarterdeck/plugin-pipelines-common';
import { EntityIndex } from '@quarterdeck/plugin-portal-node';
import { readFreshness } from '../database/freshness';
import { EntitySet, intersection, onlyEntities } from './entitySet';

/** Behind by more than this, an answer is called stale. */
const staleAfterSeconds = 60;

/** What every question of the API is answered with. */
export interface Reader {
  knex: Knex;
  index: EntityIndex;
  visible: (decision: PolicyDecision) => EntitySet;
  now: () => Date;
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
  const freshness = await readFreshness(reader.knex);
  const lagSeconds = freshness
    ? Math.max(
        0,
        (freshness.appliedAt.getTime() - freshness.lastRecordedAt.getTime()) /
          1000,
      )
    : null;
  const visible = reader.visible(decision);
  return {
    asOf: reader.now().toISOString(),
    lastEventAt: freshness?.lastRecordedAt.toISOString() ?? null,
    lagSeconds,
    stale: lagSeconds !== null && lagSeconds > staleAfterSeconds,
    visibility:
      visible.kind === 'except' && visible.refs.length === 0 ? 'all' : 'own',
  };
}
