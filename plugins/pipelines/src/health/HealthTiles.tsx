import {
  Delta,
  formatCompact,
  formatCount,
  percentDigits,
  StatTile,
  TileRow,
} from '@quarterdeck/plugin-portal-react';
import { HealthQuery, useCiHealth } from '../api/testQueries';
import { rateDelta } from '../components/measures';
import { StaleNotice } from '../components/StaleNotice';

/** Fewer hours are better; below this many the change is noise. */
const noiseHours = 0.5;

function hoursDelta(now: number, before: number): Delta | undefined {
  if (before === 0) return undefined;
  const change = now - before;
  if (Math.abs(change) < noiseHours) return { text: '0 h', direction: 'flat' };
  return {
    text: `${formatCompact(Math.abs(change))} h`,
    direction: change > 0 ? 'up' : 'down',
    good: change < 0,
  };
}

/** How much of CI can be trusted, and how many hours it costs. */
export function HealthTiles({ query }: { query: HealthQuery }) {
  const { data, error } = useCiHealth(query);
  const missing = error ? 'could not be read' : 'loading';
  const reports = data?.tests.reports ?? 0;
  const noReport = data ? 'no test report came' : missing;
  const rate = data?.flakeRate;
  const rateChange = rate && rateDelta(rate);
  const rateNote = () => {
    if (rate?.value === null) return noReport;
    return rate?.tooFew ? `too few (${rate.n})` : undefined;
  };
  const count = (value: number | undefined) =>
    data && reports > 0 ? formatCount(value ?? 0) : null;
  return (
    <>
      <StaleNotice meta={data?.meta} />
      <TileRow label="CI health in numbers">
        <StatTile
          label="Time lost waiting"
          value={data ? formatCompact(data.lost.totalHours) : null}
          unit="h"
          delta={
            data && hoursDelta(data.lost.totalHours, data.lostBefore.totalHours)
          }
          note={data ? undefined : missing}
          to="?view=lost"
          howComputed="Hours in queues, at gates, and in attempts that were repeated, against the equally long time before."
        />
        <StatTile
          label="Tests run"
          value={data && reports > 0 ? formatCompact(data.tests.tests) : null}
          note={reports > 0 ? `in ${formatCount(reports)} reports` : noReport}
        />
        <StatTile
          label="Flaky tests"
          value={count(data?.flakyTests)}
          state={data && data.flakyTests > 0 ? 'warn' : undefined}
          note={
            data && reports > 0
              ? `${formatCount(data.quarantined)} in quarantine`
              : noReport
          }
          to="?view=flaky"
          howComputed="Passed and failed on one commit of the range."
        />
        <StatTile
          label="Flaky jobs"
          value={data ? formatCount(data.flakyJobs) : null}
          state={data && data.flakyJobs > 0 ? 'warn' : undefined}
          note={data ? 'passed and failed on one commit' : missing}
          to="?view=flaky"
        />
        <StatTile
          label="Flake rate"
          value={
            rate && rate.value !== null && !rate.tooFew
              ? percentDigits(rate.value)
              : null
          }
          unit="%"
          n={rate?.n}
          delta={
            rateChange && {
              ...rateChange,
              good:
                rateChange.good === undefined ? undefined : !rateChange.good,
            }
          }
          note={rateNote()}
          howComputed="Flaky verdicts of all verdicts of tests, one per test and commit."
        />
      </TileRow>
    </>
  );
}
