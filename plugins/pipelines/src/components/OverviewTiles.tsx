import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import {
  formatDuration,
  percentDigits,
  RelativeTime,
  StatTile,
  TileRow,
} from '@quarterdeck/plugin-portal-react';
import { durationDelta, rateDelta } from './measures';

type Overview = RouteOutput<(typeof pipelinesContract)['overview']>;

const points = (list: ReadonlyArray<{ value: number | null }>) =>
  list.map(point => point.value);

const noRuns = 'no finished run in this time';

/** Is anything red, is it getting better, where is it slow? */
export function OverviewTiles({ overview }: { overview: Overview }) {
  const {
    defaultBranches,
    successRate,
    durationP50Seconds,
    durationP95Seconds,
    queueP95Seconds,
    waitingAtGate,
  } = overview;
  const { failing, total, oldestSince } = defaultBranches;
  return (
    <TileRow label="Pipelines in numbers">
      <StatTile
        label="Default branches failing"
        state={failing > 0 ? 'error' : undefined}
        value={total === 0 ? null : String(failing)}
        unit={`of ${total}`}
        to="?view=failed-default"
        note={
          total === 0
            ? 'no default branch has a run yet'
            : oldestSince && (
                <>
                  oldest <RelativeTime at={oldestSince} bare />
                </>
              )
        }
      />
      <StatTile
        label="Success rate, default branch"
        value={
          successRate.value === null ? null : percentDigits(successRate.value)
        }
        unit="%"
        delta={rateDelta(successRate)}
        n={successRate.n}
        sparkline={points(successRate.points)}
        note={successRate.value === null ? noRuns : undefined}
        howComputed="Passed runs of passed and failed ones on the default branch, last attempt of each run. Cancelled, skipped and neutral runs are left out. The arrow compares with the equally long time before."
      />
      <StatTile
        label="Duration, median"
        value={
          durationP50Seconds.value === null
            ? null
            : formatDuration(durationP50Seconds.value)
        }
        delta={durationDelta(durationP50Seconds)}
        n={durationP50Seconds.n}
        sparkline={points(durationP50Seconds.points)}
        note={
          durationP95Seconds.value === null
            ? noRuns
            : `p95 ${formatDuration(durationP95Seconds.value)}`
        }
        howComputed="From the first job's start to the run's end, queue left out, of passed and failed runs on the default branch that finished in this time. Exact: the middle run, and the one that all but one in twenty stay under."
      />
      <StatTile
        label="Queue, p95"
        value={
          queueP95Seconds.value === null
            ? null
            : formatDuration(queueP95Seconds.value)
        }
        delta={durationDelta(queueP95Seconds)}
        n={queueP95Seconds.worstPool ? undefined : queueP95Seconds.n}
        sparkline={points(queueP95Seconds.points)}
        note={
          queueP95Seconds.value === null
            ? noRuns
            : queueP95Seconds.worstPool &&
              `pool ${queueP95Seconds.worstPool.name}`
        }
        howComputed="From asked to the first job's start; one job in twenty waits longer. Read from counts per 4 % of waiting time, so at most 2 % off. The pool named is the one with the highest p95."
      />
      <StatTile
        label="Waiting at a gate"
        state={waitingAtGate.count > 0 ? 'hold' : undefined}
        value={String(waitingAtGate.count)}
        to="?view=waiting"
        note={
          waitingAtGate.longestSince ? (
            <>
              longest <RelativeTime at={waitingAtGate.longestSince} bare />
            </>
          ) : (
            'nobody is waited for'
          )
        }
      />
    </TileRow>
  );
}
