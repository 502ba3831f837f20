import { Condition } from '@quarterdeck/plugin-portal-node';
import { SecurityDay } from '@quarterdeck/plugin-security-common';
import { sumDays } from '../../database/dayRows';
import { Reader } from '../reader';
import { toCounts } from '../severityCounts';
import { dayMs, dayText } from './askedRange';

/** Open by severity and age, created and fixed, day by day. */
export async function daysOf(
  reader: Reader,
  condition: Condition,
  range: { from: Date; to: Date },
): Promise<SecurityDay[]> {
  const now = reader.now();
  const last = range.to > now ? now : range.to;
  const rows = await sumDays(reader.knex, condition, {
    from: dayText(range.from),
    to: dayText(last),
  });
  const byDay = new Map<string, typeof rows>();
  for (const row of rows)
    byDay.set(row.day, [...(byDay.get(row.day) ?? []), row]);
  const points: SecurityDay[] = [];
  const begin = Date.parse(`${dayText(range.from)}T00:00:00Z`);
  for (let at = begin; at < last.getTime(); at += dayMs) {
    const own = byDay.get(dayText(new Date(at))) ?? [];
    const sum = (of: (row: (typeof rows)[number]) => number) =>
      own.reduce((total, row) => total + of(row), 0);
    const [created, fixed, reopened] = [
      sum(row => row.created),
      sum(row => row.fixed),
      sum(row => row.reopened),
    ];
    points.push({
      at: new Date(at).toISOString(),
      partial: at + dayMs > now.getTime(),
      known: own.length > 0,
      open: toCounts(own.map(({ severity, open }) => ({ severity, n: open }))),
      byAge: {
        week: sum(row => row.week),
        month: sum(row => row.month),
        quarter: sum(row => row.quarter),
        older: sum(row => row.older),
      },
      pastDue: sum(row => row.overdue),
      created,
      fixed,
      reopened,
      net: created + reopened - fixed,
    });
  }
  return points;
}
