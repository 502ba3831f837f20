import { Knex } from 'knex';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { ConsumerLag } from '@quarterdeck/plugin-ingest-node';
import { AnswerMeta } from '@quarterdeck/plugin-portal-common';
import {
  EntityIndex,
  EntitySet,
  intersection,
  onlyEntities,
  readFreshness,
} from '@quarterdeck/plugin-portal-node';
import {
  Severity,
  SeverityCounts,
  severities,
} from '@quarterdeck/plugin-security-common';
import { KeptAnswers } from './keptAnswers';
import {
  allSeen,
  ofEntities,
  SeenFindings,
  seenEntities,
} from './seenFindings';

/** Behind by more than this, an answer is called stale. */
const staleAfterSeconds = 30;

/** What every question of the API is answered with. */
export interface Reader {
  knex: Knex;
  index: EntityIndex;
  visible: (decision: PolicyDecision) => SeenFindings;
  now: () => Date;
  /** Answers that read much. */
  kept: KeptAnswers;
  /** How far the tables are behind the log. */
  lag: () => Promise<ConsumerLag>;
  /** A scan older than this is stale. */
  freshForSeconds: number;
  /** Who signs what is exported. */
  publisher: { name: string; namespace: string };
  /** Days to repair; null: none. */
  slaDays: (entityRef: string | null, severity: Severity) => number | null;
  /** Risk of a component from its open findings, by the configured weights. */
  riskScore: (open: SeverityCounts) => number;
}

/** Who asks about whom. */
export interface Asked {
  decision: PolicyDecision;
  scope?: string;
  entity?: readonly string[];
  owner?: readonly string[];
  system?: readonly string[];
}

const lower = (ref: string) => ref.toLocaleLowerCase('en-US');

/** The entities that a question narrows itself to. */
export function askedEntities(
  { index }: Pick<Reader, 'index'>,
  asked: Omit<Asked, 'decision'>,
): EntitySet[] {
  const sets: EntitySet[] = [];
  if (asked.scope) sets.push(onlyEntities(index.inScope(asked.scope)));
  if (asked.entity?.length) sets.push(onlyEntities(asked.entity.map(lower)));
  if (asked.owner?.length) {
    sets.push(onlyEntities(index.ownedBy([...asked.owner])));
  }
  if (asked.system?.length) {
    sets.push(onlyEntities(asked.system.flatMap(ref => index.inScope(ref))));
  }
  return sets;
}

/** Findings in the scope, in the filter, and visible to the caller. */
export function askedFindings(reader: Reader, asked: Asked): SeenFindings {
  return allSeen(
    reader.visible(asked.decision),
    ...askedEntities(reader, asked).map(ofEntities),
  );
}

/** Entities in the scope, in the filter, and visible to the caller. */
export function askedScans(reader: Reader, asked: Asked): EntitySet {
  return intersection(
    seenEntities(reader.visible(asked.decision)),
    ...askedEntities(reader, asked),
  );
}

/** Whether a decision leaves nothing out. */
export function seesAll(reader: Reader, decision: PolicyDecision): boolean {
  const seen = reader.visible(decision);
  return severities.every(
    severity =>
      seen[severity].kind === 'except' && seen[severity].refs.length === 0,
  );
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
  return {
    asOf: reader.now().toISOString(),
    lastEventAt: freshness?.lastRecordedAt.toISOString() ?? null,
    lagSeconds: lag.seconds,
    stale: lag.stopped || lag.seconds > staleAfterSeconds,
    visibility: seesAll(reader, decision) ? 'all' : 'own',
  };
}
