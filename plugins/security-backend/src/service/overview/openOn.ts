import { Condition } from '@quarterdeck/plugin-portal-node';
import { SeverityCounts } from '@quarterdeck/plugin-security-common';
import { sumDays } from '../../database/dayRows';
import { Reader } from '../reader';
import { toCounts } from '../severityCounts';
import { dayText } from './askedRange';

/** Open by severity as it stood at the end of a day. */
export async function openOn(
  reader: Reader,
  condition: Condition,
  at: Date,
): Promise<SeverityCounts | null> {
  const day = dayText(at);
  const rows = await sumDays(reader.knex, condition, { from: day, to: day });
  return rows.length === 0
    ? null
    : toCounts(rows.map(({ severity, open }) => ({ severity, n: open })));
}
