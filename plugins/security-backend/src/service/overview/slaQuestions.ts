import { PolicyDecision } from '@backstage/plugin-permission-common';
import { allOf, Condition, where } from '@quarterdeck/plugin-portal-node';
import { burnDown, severities } from '@quarterdeck/plugin-security-common';
import { selectFindings } from '../../database/findingRows';
import { countSla } from '../../database/overview/countSla';
import { loadDue } from '../../database/times/loadDue';
import { toSummary } from '../findingAnswers';
import { dueSoonDays } from '../findingFilter';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { askedFindings, Reader } from '../reader';
import { seenEntities } from '../seenFindings';
import { askedRange, dayMs } from './askedRange';
import { overviewCondition } from './overviewCondition';

/** The expression that due dates are indexed by. */
const dueAt = `coalesce(f.sla_due, 'infinity'::timestamptz)`;

/** Met, breached and due soon. */
export async function answerSla(
  reader: Reader,
  query: QueryOf<'sla'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'sla'>> {
  const now = reader.now();
  const range = askedRange(query, now);
  const condition = overviewCondition(reader, query, decision, 'f', true);
  const soon = new Date(now.getTime() + dueSoonDays * dayMs);
  const counts = overviewCondition(reader, query, decision, 'c', true);
  const times = overviewCondition(reader, query, decision, 't', true);
  const counted = await countSla(
    reader.knex,
    { counts, times },
    { now, soon, from: range.from, to: range.to },
  );
  const some = (when: Condition) =>
    selectFindings(
      reader.knex,
      allOf([where('f.listed AND f.is_open'), when, condition]),
      {
        order: `${dueAt}, f.finding_id`,
        limit: 10,
      },
    );
  const at = now.toISOString();
  const [due, over] = [
    await some(
      where(`${dueAt} >= ?::timestamptz AND f.sla_due IS NOT NULL`, at),
    ),
    await some(where(`${dueAt} < ?::timestamptz`, at)),
  ];
  return {
    range: range.answer,
    bySeverity: severities.map(severity => ({
      severity,
      days: reader.slaDays(null, severity),
      ...counted(severity),
    })),
    dueSoon: due.map(row => toSummary(reader, row)),
    longestOverdue: over.map(row => toSummary(reader, row)),
  };
}

const mostPoints = 120;
const minuteMs = 60_000;

/** What is left of what was open, and what may be left. */
export async function answerBurnDown(
  reader: Reader,
  query: QueryOf<'slaBurnDown'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'slaBurnDown'>> {
  const now = reader.now();
  const range = askedRange(query, now);
  const condition = overviewCondition(reader, query, decision, 't', true);
  const length = range.to.getTime() - range.from.getTime();
  const step = Math.max(dayMs, Math.ceil(length / mostPoints / dayMs) * dayMs);
  const moments: Date[] = [];
  // Of whole minutes, so that who asks soon after is answered from what is kept.
  const start = Math.floor(range.from.getTime() / minuteMs) * minuteMs;
  for (let at = start; at <= range.to.getTime(); at += step) {
    moments.push(new Date(at));
  }
  const seen = askedFindings(reader, { decision, ...query });
  const counted = await reader.kept.answer(
    {
      key: ['due', query, seen, start, moments.length],
      entities: seenEntities(seen),
    },
    () => loadDue(reader.knex, condition, moments),
  );
  const { startCount, points } = burnDown(counted, moments, now);
  return {
    range: range.answer,
    startCount,
    points: points.map(({ at, ...rest }) => ({
      at: at.toISOString(),
      partial: false,
      ...rest,
    })),
  };
}
