import { MetricName } from '@quarterdeck/plugin-dora-common';
import { ScatterAnswer, SeriesAnswer } from '../api/answerTypes';
import { PlotBucket, PlotDot, PlotMark } from '../chart/plotModel';
import { bucketTick, bucketTitle } from '../view/bucketWords';
import { metricWords } from '../words/metricWords';

/** The buckets of an answer as charts draw them. */
export function plotBuckets(series: SeriesAnswer): PlotBucket[] {
  const { zone, unit } = series;
  return series.buckets.map((bucket, index) => {
    const span = { from: Date.parse(bucket.from), to: Date.parse(bucket.to) };
    return {
      ...span,
      title: bucketTitle(span, unit, zone),
      tick: bucketTick(span, unit, zone),
      partial: bucket.partial,
      gap: series.frequency[index]?.counts === null,
    };
  });
}

/** Alerts past this many would hide the numbers; the newest are drawn. */
const alertsAtMost = 3;

const bandWord = (text: string) =>
  text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1);

/** What was before is not drawn beside the chart. */
const isWithin =
  ({ range }: SeriesAnswer) =>
  ({ at }: { at: number }) =>
    at >= Date.parse(range.from) && at < Date.parse(range.to);

/** What is marked in the chart of a metric: markers of people, change points, alerts. */
export function plotMarks(
  series: SeriesAnswer,
  metric: MetricName,
  view: { scope?: string; marker?: string; markerLabel?: string },
): PlotMark[] {
  const { text } = metricWords[metric];
  const alerts = alertMarks(
    series.alerts.filter(alert => alert.metric === metric),
    view.scope,
  )
    .filter(isWithin(series))
    .slice(0, alertsAtMost);
  const { marker: around } = view;
  const kept = series.markers.some(
    marker => around && Date.parse(marker.at) === Date.parse(around),
  );
  return [
    // What is compared around may be this person's alone.
    ...(around && !kept
      ? [
          {
            at: Date.parse(around),
            label: view.markerLabel ?? 'marker',
            tone: 'marker' as const,
          },
        ]
      : []),
    ...series.markers.map(marker => ({
      at: Date.parse(marker.at),
      label: marker.label,
      title: `${marker.label}, set by ${marker.by}`,
      tone: 'marker' as const,
    })),
    ...series.changePoints
      .filter(point => point.metric === metric)
      .map(point => ({
        at: Date.parse(point.at),
        label: `${text(point.before)} → ${text(point.after)}`,
        title: `The level changed here; chance alone does that in ${(
          point.p * 100
        ).toFixed(1)} of 100 cases.`,
        tone: point.direction,
      })),
    ...alerts,
  ]
    .filter(isWithin(series))
    .sort((a, b) => a.at - b.at);
}

const shortName = (entityRef: string) => entityRef.split('/').pop() ?? '';

/** One mark per week and band, the newest first: services that moved together share it. */
function alertMarks(
  alerts: SeriesAnswer['alerts'],
  scope: string | undefined,
): PlotMark[] {
  const together = new Map<string, AlertMove[]>();
  const moves = alerts
    .flatMap(movesOf)
    .sort((a, b) => b.at.localeCompare(a.at));
  for (const move of moves) {
    const key = `${move.at} ${move.to} ${move.back}`;
    together.set(key, [...(together.get(key) ?? []), move]);
  }
  return [...together.values()].map(group => {
    const [{ at, entityRef, from, to, back }] = group;
    const who =
      group.length === 1 ? shortName(entityRef) : `${group.length} services`;
    const names = group.map(move => shortName(move.entityRef)).sort();
    return {
      at: Date.parse(at),
      label:
        entityRef === scope
          ? `${bandWord(from)} → ${bandWord(to)}`
          : `${who}: ${back ? 'back in ' : ''}${back ? to : bandWord(to)}`,
      title: `${back ? 'Came back' : 'Left their band'}: ${names.join(', ')}.`,
      tone: back ? 'better' : 'worse',
    };
  });
}

/** A metric leaves its band, or comes back into it. */
interface AlertMove {
  at: string;
  entityRef: string;
  from: string;
  to: string;
  back: boolean;
}

/** What of an alert is marked: its begin, and its end; nothing of what never was. */
function movesOf(alert: SeriesAnswer['alerts'][number]): AlertMove[] {
  const { at, entityRef, fromBand, toBand, end } = alert;
  if (end?.kind === 'withdrawn') return [];
  const left = { at, entityRef, from: fromBand, to: toBand, back: false };
  if (!end) return [left];
  return [
    left,
    { at: end.at, entityRef, from: toBand, to: end.band, back: true },
  ];
}

/** Dots of an answer. Open failures stand at the end of the time, as old as they are. */
export function plotDots(answer: ScatterAnswer | undefined): PlotDot[] {
  if (!answer) return [];
  const end = Math.min(
    Date.parse(answer.range.to),
    Date.parse(answer.meta.asOf),
  );
  return answer.items.map(item => ({
    id: item.id,
    at: item.open ? end - 1 : Date.parse(item.at),
    value: item.seconds,
    label: item.label,
    open: item.open,
  }));
}
