import { PolicyDecision } from '@backstage/plugin-permission-common';
import { inEntities, union } from '@quarterdeck/plugin-portal-node';
import { totalOf } from '@quarterdeck/plugin-security-common';
import { sumEntityCounts } from '../../database/findingCounts';
import { countChanges } from '../../database/overview/countChanges';
import { countNow } from '../../database/overview/countNow';
import { loadPushProtection } from '../../database/pushProtection';
import { countSecrets } from '../../database/secretRows';
import { dueSoonDays, endingDays } from '../findingFilter';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { answerKnowledge } from '../knowledge';
import { answerMeta, askedFindings, askedScans, Reader } from '../reader';
import { seenEntities } from '../seenFindings';
import { toCounts } from '../severityCounts';
import { askedRange, dayMs } from './askedRange';
import { measured, ratio } from './measured';
import { openOn } from './openOn';
import { byKind, overviewCondition } from './overviewCondition';

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
  const times = overviewCondition(reader, query, decision, 't', true);
  const scans = askedScans(reader, { decision, ...query });
  const seen = askedFindings(reader, { decision, ...query });
  const entities = union(scans, seenEntities(seen));
  const [stand, changes, counted, earlier, knowledge, meta, secrets, pushed] =
    await Promise.all([
      countNow(
        knex,
        { findings, counts, times },
        {
          now,
          soon: new Date(now.getTime() + dueSoonDays * dayMs),
          ending: new Date(now.getTime() + endingDays * dayMs),
        },
      ),
      countChanges(knex, times, range, (fixed, read) =>
        reader.kept.answer(
          { key: ['time to fix', query, seen, fixed], entities },
          read,
        ),
      ),
      sumEntityCounts(knex, counts),
      byKind(query)
        ? null
        : openOn(
            reader,
            overviewCondition(reader, query, decision, 'd', false),
            range.from,
          ),
      answerKnowledge(reader, scans),
      answerMeta(reader, decision),
      countSecrets(knex, findings),
      reader.kept.answer(
        { key: ['push protection', query, seen], entities },
        () =>
          loadPushProtection(knex, {
            findings,
            targets: inEntities('t.entity_ref', scans),
          }),
      ),
    ]);
  const open = toCounts(counted);
  const scanned = knowledge.entities - knowledge.neverScanned;
  // Nothing scanned is no data, not zero.
  const known = (value: number | null, n: number, previous: number | null) =>
    scanned === 0 ? measured(null, 0) : measured(value, n, previous);
  const inRange = (moments: readonly Date[] | null) =>
    moments && moments.filter(at => at >= range.from && at < range.to).length;
  const total = totalOf(open);
  const { range: own, before } = changes;
  return {
    range: range.answer,
    knowledge,
    open,
    openTotal: known(total, total, earlier && totalOf(earlier)),
    pastDue: known(stand.pastDue, stand.open, null),
    dueSoon: known(stand.dueSoon, stand.open, null),
    timeToFixMedianSeconds: measured(
      own.medianFix,
      own.fixed,
      before.medianFix,
    ),
    timeToFixMeanSeconds: measured(own.meanFix, own.fixed, before.meanFix),
    created: known(own.created, own.created, before.created),
    fixed: known(own.fixed, own.fixed, before.fixed),
    reopened: known(own.reopened, own.reopened, before.reopened),
    netResolveRate: measured(
      ratio(own.fixed, own.created),
      own.created,
      ratio(before.fixed, before.created),
    ),
    meanAgeSeconds: measured(stand.age, stand.open),
    slaMetRatio: measured(
      ratio(own.met, own.due),
      own.due,
      ratio(before.met, before.due),
    ),
    accepted: known(stand.accepted, stand.accepted, null),
    acceptedEnding: known(stand.acceptedEnding, stand.accepted, null),
    riskScore: known(
      reader.riskScore(open),
      total,
      earlier && reader.riskScore(earlier),
    ),
    secrets: {
      ...secrets,
      blocked: inRange(pushed.blocked),
      bypassed: inRange(pushed.bypassed),
    },
    meta,
  };
}
