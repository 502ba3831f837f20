import {
  formatCompact,
  formatCount,
  percentDigits,
  StatTile,
  TileRow,
} from '@quarterdeck/plugin-portal-react';
import { Measured } from '@quarterdeck/plugin-portal-common';
import { Answer } from '../api/answerTypes';
import { gapWords } from '../coverage/knowledgeWords';
import { nothingScanned } from '../components/nothingScanned';
import { openFilters } from '../components/openFilters';
import { countDelta, durationDelta, formatDays, ratioDelta } from './measures';
import { SeverityTile } from './SeverityTile';

const count = ({ value }: Measured) =>
  value === null ? null : formatCompact(value);
const unknown = 'no data in this time';

/** What the change is against; without one, why there is none. */
const sinceStart = ({ previous }: Measured) =>
  previous === null ? 'nothing known of the start' : 'since the start';

/** The numbers of the overview, each against the period before. */
export function OverviewTiles(props: {
  overview: Answer<'overview'>;
  /** The list with these filters and the overview's own. */
  listHref: (filters: Record<string, string>) => string;
}) {
  const { overview, listHref } = props;
  const { openTotal, pastDue, reopened, knowledge, slaMetRatio } = overview;
  const median = overview.timeToFixMedianSeconds;
  const mean = overview.timeToFixMeanSeconds;
  const resolve = overview.netResolveRate;
  const never = nothingScanned(knowledge);
  return (
    <TileRow label="Security in numbers">
      <StatTile
        label="Open"
        value={never ? null : count(openTotal)}
        delta={countDelta(openTotal, 'less')}
        note={never ? 'never scanned' : sinceStart(openTotal)}
        to={listHref({ ...openFilters })}
        howComputed="Open, confirmed and in progress at the end of the range; the change is against its start."
      />
      <SeverityTile
        counts={overview.open}
        href={severity => listHref({ ...openFilters, severity })}
      />
      <StatTile
        label="Past due"
        state={(pastDue.value ?? 0) > 0 ? 'error' : undefined}
        value={never ? null : count(pastDue)}
        delta={countDelta(pastDue, 'less')}
        note={`${formatCount(overview.dueSoon.value ?? 0)} due soon`}
        to={listHref({ view: 'past_due' })}
      />
      <StatTile
        label="Due and met"
        value={
          slaMetRatio.value === null ? null : percentDigits(slaMetRatio.value)
        }
        unit="%"
        delta={ratioDelta(slaMetRatio)}
        n={slaMetRatio.n}
        note={slaMetRatio.value === null ? 'nothing was due' : undefined}
        howComputed="Closed in time, of all that were due in the range."
      />
      <StatTile
        label="Time to fix, median"
        value={median.value === null ? null : formatDays(median.value)}
        delta={durationDelta(median)}
        n={median.n}
        note={
          median.value === null
            ? unknown
            : mean.value !== null && `mean ${formatDays(mean.value)}`
        }
        howComputed="From first sight to the end, of what was closed in the range. False positives do not count."
      />
      <StatTile
        label="Reopened"
        value={count(reopened)}
        delta={countDelta(reopened, 'less')}
        note={reopened.value === null ? unknown : 'in this time'}
        to={listHref({ ...openFilters, reopened: 'true' })}
      />
      <StatTile
        label="Net resolve rate"
        value={resolve.value === null ? null : percentDigits(resolve.value)}
        unit="%"
        delta={ratioDelta(resolve)}
        n={resolve.n}
        note={resolve.value === null ? 'nothing was created' : undefined}
        howComputed="Closed in the range and still closed, of those created in it. Over 100 % means that older ones were fixed too."
      />
      <StatTile
        label="Accepted risk"
        value={count(overview.accepted)}
        delta={countDelta(overview.accepted, 'neither')}
        note={`${formatCount(overview.acceptedEnding.value ?? 0)} end soon`}
        to="/security/acceptances"
      />
      <StatTile
        label="Risk score"
        value={count(overview.riskScore)}
        delta={countDelta(overview.riskScore, 'less')}
        note={
          overview.riskScore.value === null
            ? unknown
            : sinceStart(overview.riskScore)
        }
        howComputed="10 for each critical, 5 high, 3 medium, 1 low, 5 unknown, unless configured otherwise."
      />
      <StatTile
        label="Scan coverage"
        state={knowledge.fresh < knowledge.entities ? 'warn' : undefined}
        value={knowledge.entities === 0 ? null : formatCount(knowledge.fresh)}
        unit={`of ${formatCount(knowledge.entities)}`}
        note={
          knowledge.entities === 0 ? 'no service in scope' : gapWords(knowledge)
        }
        to="/security/coverage"
      />
    </TileRow>
  );
}
