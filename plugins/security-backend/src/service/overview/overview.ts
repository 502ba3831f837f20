import { PolicyDecision } from '@backstage/plugin-permission-common';
import { inEntities } from '@quarterdeck/plugin-portal-node';
import { totalOf } from '@quarterdeck/plugin-security-common';
import { sumEntityCounts } from '../../database/findingCounts';
import { countChanges, countNow } from '../../database/overviewRows';
import { countPushProtection } from '../../database/pushProtection';
import { countSecrets } from '../../database/secretRows';
import { dueSoonDays, endingDays } from '../findingFilter';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { answerKnowledge } from '../knowledge';
import { answerMeta, askedScans, Reader } from '../reader';
import { toCounts } from '../severityCounts';
import { askedRange, dayMs } from './askedRange';
import { measured, ratio } from './measured';
import { openOn } from './openOn';
import { overviewCondition } from './overviewCondition';

/** The tiles of the overview. */
export async function answerOverview(
  reader: Reader,
  query: QueryOf<'overview'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'overview'>> {
  const now = reader.now();
  const range = askedRange(query, now);
  const { knex } = reader;
  const findings = overviewCondition(reader, query, decision, 'f', true);
  const counts = overviewCondition(reader, query, decision, 'c', true);
  const [stand, changes, counted, earlier, knowledge, meta, secrets, pushed] =
    await Promise.all([
      countNow(
        knex,
        { findings, counts },
        {
          now,
          soon: new Date(now.getTime() + dueSoonDays * dayMs),
          ending: new Date(now.getTime() + endingDays * dayMs),
        },
      ),
      countChanges(knex, findings, range),
      sumEntityCounts(knex, counts),
      openOn(
        reader,
        overviewCondition(reader, query, decision, 'd', false),
        range.from,
      ),
      answerKnowledge(reader, askedScans(reader, { decision, ...query })),
      answerMeta(reader, decision),
      countSecrets(knex, findings),
      countPushProtection(
        knex,
        {
          findings,
          targets: inEntities(
            't.entity_ref',
            askedScans(reader, { decision, ...query }),
          ),
        },
        range,
      ),
    ]);
  const open = toCounts(counted);
  const scanned = knowledge.entities - knowledge.neverScanned;
  // Nothing scanned is no data, not zero.
  const known = (value: number | null, n: number, previous: number | null) =>
    scanned === 0 ? measured(null, 0) : measured(value, n, previous);
  const total = totalOf(open);
  return {
    range: range.answer,
    knowledge,
    open,
    openTotal: known(total, total, earlier && totalOf(earlier)),
    pastDue: known(stand.past_due, stand.open, null),
    dueSoon: known(stand.due_soon, stand.open, null),
    timeToFixMedianSeconds: measured(
      changes.median_fix,
      changes.fixed,
      changes.median_fix_before,
    ),
    timeToFixMeanSeconds: measured(
      changes.mean_fix,
      changes.fixed,
      changes.mean_fix_before,
    ),
    created: known(changes.created, changes.created, changes.created_before),
    fixed: known(changes.fixed, changes.fixed, changes.fixed_before),
    reopened: known(
      changes.reopened,
      changes.reopened,
      changes.reopened_before,
    ),
    netResolveRate: measured(
      ratio(changes.resolved, changes.created),
      changes.created,
      ratio(changes.resolved_before, changes.created_before),
    ),
    meanAgeSeconds: measured(stand.age, stand.open),
    slaMetRatio: measured(
      ratio(changes.met, changes.due),
      changes.due,
      ratio(changes.met_before, changes.due_before),
    ),
    accepted: known(stand.accepted, stand.accepted, null),
    acceptedEnding: known(stand.accepted_ending, stand.accepted, null),
    riskScore: known(
      reader.riskScore(open),
      total,
      earlier && reader.riskScore(earlier),
    ),
    secrets: { ...secrets, ...pushed },
    meta,
  };
}
