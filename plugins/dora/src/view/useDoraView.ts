import { useMemo } from 'react';
import {
  BenchmarkId,
  benchmarkIds,
  BucketUnit,
  MetricName,
  metricNames,
} from '@quarterdeck/plugin-dora-common';
import {
  TimePreset,
  UrlState,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';

/** Lengths of time a lead looks at. */
export const timePresets: readonly TimePreset[] = [
  { from: 'now-28d', label: 'Last 28 days' },
  { from: 'now-12w', label: 'Last 12 weeks' },
  { from: 'now-26w', label: 'Last 26 weeks' },
  { from: 'now-52w', label: 'Last 52 weeks' },
];

/** @see timePresets */
export const defaultFrom = 'now-12w';

/** Buckets a person may choose. */
export const bucketUnits: ReadonlyArray<{ value: BucketUnit; label: string }> =
  [
    { value: 'day', label: 'Day' },
    { value: 'week', label: 'Week' },
    { value: 'month', label: 'Month' },
    { value: 'quarter', label: 'Quarter' },
  ];

/** Samples that are open: of a metric, in a part of the range, of one kind. */
export interface OpenSamples {
  metric: MetricName;
  /** ISO; the whole range when absent. */
  from?: string;
  to?: string;
  /** A part of a bar, or a service. */
  kind?: string;
  /** One sample. */
  sample?: string;
}

/** What the address says of the page. */
export interface DoraView {
  url: UrlState;
  scope: string | undefined;
  from: string;
  to: string;
  bucket: BucketUnit;
  /** ISO date; compares before and after it instead of with the period before. */
  marker: string | undefined;
  markerLabel: string | undefined;
  /** Failures by when they were made good, or by when they began. */
  recoveryBy: 'recovered' | 'failed';
  /** Absent: what the settings of the scope say. */
  benchmark: BenchmarkId | undefined;
  industry: string | undefined;
  samples: OpenSamples | undefined;
  openSamples: (samples: OpenSamples | undefined) => void;
  /** A panel beside the page. */
  panel: 'how' | 'quality' | undefined;
  openPanel: (panel: 'how' | 'quality' | undefined) => void;
}

const day = 86_400_000;
const lengths: Record<string, number> = { h: day / 24, d: day, w: 7 * day };

/** How long a range is, about; for choosing its buckets. */
export function lengthOf(from: string, to: string): number {
  const relative = /^now-(\d+)([hdw])$/.exec(from);
  if (relative && to === 'now') {
    return Number(relative[1]) * (lengths[relative[2]] ?? day);
  }
  const ends = [from, to].map(text =>
    text === 'now' ? Date.now() : Date.parse(text),
  );
  const length = ends[1] - ends[0];
  return Number.isFinite(length) && length > 0 ? length : 84 * day;
}

/** Twelve buckets or so, for a range nobody chose them for. */
export function usualBucket(from: string, to: string): BucketUnit {
  const days = lengthOf(from, to) / day;
  if (days <= 31) return 'day';
  return days <= 200 ? 'week' : 'month';
}

const oneOf = <T extends string>(
  options: readonly T[],
  text: string | undefined,
): T | undefined => options.find(option => option === text);

const cleared = {
  samples: undefined,
  'samples.from': undefined,
  'samples.to': undefined,
  'samples.kind': undefined,
  sample: undefined,
  panel: undefined,
};

/** The view as the address says it. `entityRef`: a page that has its scope. */
export function useDoraView(entityRef?: string): DoraView {
  const url = useUrlState();
  const chosen = useScope();
  return useMemo(() => {
    const from = url.get('from') ?? defaultFrom;
    const to = url.get('to') ?? 'now';
    const metric = oneOf(metricNames, url.get('samples'));
    return {
      url,
      scope: entityRef ?? chosen.scope,
      from,
      to,
      bucket:
        oneOf(
          bucketUnits.map(({ value }) => value),
          url.get('bucket'),
        ) ?? usualBucket(from, to),
      marker: url.get('marker'),
      markerLabel: url.get('since'),
      recoveryBy:
        url.get('by') === 'failed'
          ? ('failed' as const)
          : ('recovered' as const),
      benchmark:
        oneOf(benchmarkIds, url.get('benchmark')) ??
        // An industry is one of the Quick Check.
        (url.get('industry') ? 'quick' : undefined),
      industry: url.get('industry'),
      samples: metric && {
        metric,
        from: url.get('samples.from'),
        to: url.get('samples.to'),
        kind: url.get('samples.kind'),
        sample: url.get('sample'),
      },
      openSamples: samples =>
        url.set({
          ...cleared,
          samples: samples?.metric,
          'samples.from': samples?.from,
          'samples.to': samples?.to,
          'samples.kind': samples?.kind,
          sample: samples?.sample,
        }),
      panel: oneOf(['how', 'quality'] as const, url.get('panel')),
      openPanel: panel => url.set({ ...cleared, panel }),
    };
  }, [url, chosen.scope, entityRef]);
}
