import {
  formatCompact,
  formatCount,
  StatTile,
  TileRow,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { Answer } from '../api/answerTypes';
import { counted } from '../components/findingWords';
import { nothingScanned } from '../components/nothingScanned';
import { openFilters } from '../components/openFilters';
import { trendOf } from '../entity/trendOf';
import { countDelta, durationDelta, formatDays } from './measures';
import { gapWords } from '../coverage/knowledgeWords';
import { SeverityTile } from './SeverityTile';

const noData = 'no data for this scope';

/** The five numbers over the list; each leads to what it is made of. */
export function FindingTiles(props: {
  overview: Answer<'overview'>;
  /** Each day of the last thirty, for the trend; absent while unknown. */
  days?: Answer<'overviewDays'>;
}) {
  const { overview, days } = props;
  const url = useUrlState();
  const scope = url.get('scope');
  const to = (filters: Record<string, string>) => {
    const query = new URLSearchParams({ ...filters, ...(scope && { scope }) });
    return `/security?${query}`;
  };
  const { knowledge, openTotal, pastDue, dueSoon } = overview;
  const never = nothingScanned(knowledge);
  const fix = overview.timeToFixMedianSeconds;
  const value = (of: typeof openTotal) =>
    of.value === null || never ? null : formatCompact(of.value);
  const why = never ? 'never scanned' : noData;
  return (
    <TileRow label="Findings in numbers">
      <StatTile
        label="Open"
        value={value(openTotal)}
        delta={countDelta(openTotal, 'less')}
        note={value(openTotal) === null ? why : 'in 30 d'}
        sparkline={days && trendOf(days.points).values}
        to={to({ ...openFilters })}
        howComputed="Open, confirmed and in progress on the default branch, now. The same thing found by several tools counts once. The change is against 30 days ago."
      />
      <SeverityTile
        counts={overview.open}
        href={severity => to({ ...openFilters, severity })}
      />
      <StatTile
        label="Past due"
        state={(pastDue.value ?? 0) > 0 ? 'error' : undefined}
        value={value(pastDue)}
        note={
          value(pastDue) === null
            ? why
            : `${formatCount(dueSoon.value ?? 0)} more due soon`
        }
        to={to({ view: 'past_due' })}
        howComputed="Due is the first sight (or the reopening, where configured) plus the days of its severity and tier. Accepted risks are paused."
      />
      <StatTile
        label="Median time to fix"
        value={fix.value === null ? null : formatDays(fix.value)}
        delta={durationDelta(fix)}
        n={fix.n}
        note={fix.value === null ? 'nothing was fixed in 30 d' : undefined}
        to={to({ view: 'all', state: 'fixed' })}
        howComputed="From first sight to the end, of what was closed in the last 30 days. False positives do not count."
      />
      <StatTile
        label="Scan coverage"
        state={
          knowledge.entities > 0 && knowledge.fresh < knowledge.entities
            ? 'warn'
            : undefined
        }
        value={knowledge.entities === 0 ? null : formatCount(knowledge.fresh)}
        unit={`of ${counted(knowledge.entities, 'service')}`}
        note={
          knowledge.entities === 0 ? 'no service in scope' : gapWords(knowledge)
        }
        to="/security/coverage"
        howComputed="Services whose scans are whole and not older than the policy allows."
      />
    </TileRow>
  );
}
