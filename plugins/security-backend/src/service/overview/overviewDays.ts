import { PolicyDecision } from '@backstage/plugin-permission-common';
import { where } from '@quarterdeck/plugin-portal-node';
import { SecurityDay } from '@quarterdeck/plugin-security-common';
import { firstDay } from '../../database/dayRows';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { Reader } from '../reader';
import { askedRange } from './askedRange';
import { daysOf } from './daysOf';
import { byKind, overviewCondition } from './overviewCondition';

/** A week is its last day, with what happened in all of them. */
function toWeeks(days: readonly SecurityDay[]): SecurityDay[] {
  const weeks: SecurityDay[] = [];
  for (let at = 0; at < days.length; at += 7) {
    const week = days.slice(at, at + 7);
    const last = week.at(-1);
    const [first] = week;
    if (!last || !first) continue;
    const sum = (of: (day: SecurityDay) => number) =>
      week.reduce((total, day) => total + of(day), 0);
    weeks.push({
      ...last,
      at: first.at,
      partial: last.partial || week.length < 7,
      known: week.some(({ known }) => known),
      created: sum(day => day.created),
      fixed: sum(day => day.fixed),
      reopened: sum(day => day.reopened),
      net: sum(day => day.net),
    });
  }
  return weeks;
}

/** Daily snapshots. */
export async function answerOverviewDays(
  reader: Reader,
  query: QueryOf<'overviewDays'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'overviewDays'>> {
  const range = askedRange(query, reader.now());
  // Days are not kept by kind: of one kind there is no history, rather than that of all.
  const condition = byKind(query)
    ? where('false')
    : overviewCondition(reader, query, decision, 'd', false);
  const days = await daysOf(reader, condition, range);
  const first = await firstDay(reader.knex, condition);
  return {
    range: range.answer,
    points: query.bucket === 'week' ? toWeeks(days) : days,
    knownFrom: first && `${first}T00:00:00.000Z`,
  };
}
