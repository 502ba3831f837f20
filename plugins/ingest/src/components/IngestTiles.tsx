import { IngestOverview } from '@quarterdeck/plugin-ingest-common';
import {
  Delta,
  formatCount,
  formatDuration,
  formatPercent,
  StatTile,
  TileRow,
} from '@quarterdeck/plugin-portal-react';
import { sparklinePoints } from './minuteSeries';

/** Three digits and no more: `238`, `18.4`, `0.6`. */
export const perMinuteText = (value: number) =>
  value >= 100
    ? formatCount(Math.round(value))
    : String(Number(value.toPrecision(3)));

/** The change on the hour before. More traffic is neither good nor bad. */
function trafficDelta(accepted: IngestOverview['accepted']): Delta | undefined {
  const { perMinute, previousPerMinute } = accepted;
  if (!previousPerMinute) return undefined;
  const change = perMinute / previousPerMinute - 1;
  if (Math.abs(change) < 0.005) return { text: '0 %', direction: 'flat' };
  return {
    text: formatPercent(Math.abs(change)),
    direction: change > 0 ? 'up' : 'down',
  };
}

const plural = (count: number, one: string, many = `${one}s`) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** `4.2 s` → the number and its unit, which a tile sets apart. */
function splitUnit(text: string): [string, string | undefined] {
  const match = /^([\d.,]+) (\S+)$/.exec(text);
  return match ? [match[1], match[2]] : [text, undefined];
}

/** The five numbers that say whether everything arrives. */
export function IngestTiles({ overview }: { overview: IngestOverview }) {
  const { accepted, answer, rejected, doorToPage, log } = overview;
  const [lag, lagUnit] =
    doorToPage.p95Seconds === null
      ? [null, undefined]
      : splitUnit(formatDuration(doorToPage.p95Seconds));
  const [p99, p99Unit] =
    answer.p99Ms === null
      ? [null, undefined]
      : splitUnit(formatDuration(answer.p99Ms / 1000));
  const delta = trafficDelta(accepted);
  return (
    <TileRow label="Ingest now">
      <StatTile
        label="Accepted"
        value={perMinuteText(accepted.perMinute)}
        unit="per minute"
        delta={delta}
        note={delta ? 'on the hour before' : 'mean of the last hour'}
        sparkline={sparklinePoints(overview.minutes)}
        to="/ingest/deliveries?status=accepted"
      />
      <StatTile
        label="Answer time, p99"
        value={p99}
        unit={p99Unit}
        n={answer.requests}
        note={p99 === null ? 'no request in the last hour' : undefined}
        howComputed="99 of 100 requests of the last hour to any door were answered within this time: from the first byte of the request to the answer, which for a 2xx follows the commit. Read from a histogram, so exact to its bucket."
      />
      <StatTile
        label="Rejected"
        value={formatCount(rejected.deliveries)}
        state={rejected.deliveries > 0 ? 'error' : undefined}
        note={
          rejected.deliveries > 0
            ? `${plural(rejected.causes, 'cause')}, ${plural(
                rejected.sources,
                'source',
              )}`
            : 'nothing waits to be read again'
        }
        to="/ingest/rejected"
      />
      <StatTile
        label="Door to page, p95"
        value={lag}
        unit={lagUnit}
        note={slowestNote(doorToPage)}
        howComputed="From the moment the door answered to the moment the event's rows were visible, 95th percentile over the readers of the log. A reader that is behind shows by name."
        to="/ingest/readers"
      />
      <StatTile
        label="Log position"
        value={formatCount(Number(log.head))}
        note={`kept from ${formatCount(Number(log.oldest))}, ${plural(
          log.partitions,
          'partition',
        )}`}
        to="/ingest/readers"
      />
    </TileRow>
  );
}

function slowestNote(doorToPage: IngestOverview['doorToPage']) {
  if (doorToPage.p95Seconds === null) return 'no reader has started yet';
  const { slowest } = doorToPage;
  return slowest && slowest.lagSeconds >= 1
    ? `${slowest.consumer} ${formatDuration(slowest.lagSeconds)} behind`
    : 'every reader is up to date';
}
