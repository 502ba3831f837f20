import { InputError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  aroundMarker,
  BenchmarkId,
  Bucket,
  BucketUnit,
  comparablePeriod,
  formulaVersion,
  WeekStart,
  Window,
  zoneDays,
} from '@quarterdeck/plugin-dora-common';
import { AnswerMeta, resolveTime } from '@quarterdeck/plugin-portal-common';
import { askedRange } from './askedRange';
import { RecoveryBy } from '../database/recoveryReads';
import { firstKnown } from '../database/serviceRows';
import {
  answerMeta,
  Asked,
  askedServices,
  AskedServices,
  Reader,
} from './reader';
import { ViewSettings } from './settings';
import { askedBuckets } from './slices';

/** What a question about a time range carries. */
export interface RangeQuery {
  scope?: string;
  entity: readonly string[];
  from: string;
  to: string;
  zone?: string;
  unit?: BucketUnit;
  weekStart?: WeekStart;
  recoveryBy?: RecoveryBy;
}

/** What it may be compared with. */
export interface CompareQuery {
  compare: 'previous' | 'marker' | 'none';
  marker?: string;
  benchmark?: BenchmarkId;
  industry?: string;
}

/** A question with everything it leaves open filled in. */
export interface View {
  asked: AskedServices;
  window: Window;
  /** The window as if its running day or week were over: what comes before is as long. */
  period: Window;
  asOf: number;
  weekStart: WeekStart;
  settings: ViewSettings;
  recoveryBy: RecoveryBy;
  meta: AnswerMeta;
  /** What every answer says of how it was cut. */
  basis: {
    range: { from: string; to: string };
    zone: string;
    weekStart: WeekStart;
    formulaVersion: string;
    meta: AnswerMeta;
  };
  counts: { services: number; hiddenServices: number };
}

const iso = (moment: number) => new Date(moment).toISOString();

/** A window as answers say it. */
export const toRange = ({ from, to }: { from: number; to: number }) => ({
  from: iso(from),
  to: iso(to),
});

/** Fills in what a question leaves open. */
export async function readView(
  reader: Reader,
  query: RangeQuery,
  decision: PolicyDecision,
): Promise<View> {
  const now = reader.now();
  const settings = reader.settings.viewOf(query.scope ?? query.entity[0]);
  const zone = query.zone ?? settings.zone;
  const weekStart = query.weekStart ?? settings.weekStart;
  const { window, period } = askedRange(query, now.getTime(), zone, weekStart);
  const question: Asked = { ...query, decision };
  const [asked, meta] = await Promise.all([
    askedServices(reader, question),
    answerMeta(reader, decision),
  ]);
  return {
    asked,
    window,
    period,
    asOf: now.getTime(),
    weekStart,
    settings,
    recoveryBy: query.recoveryBy ?? 'recovered',
    meta,
    basis: { range: toRange(window), zone, weekStart, formulaVersion, meta },
    counts: { services: asked.services.length, hiddenServices: asked.hidden },
  };
}

/** The windows that are compared; null: none are. */
export function comparedWindows(
  view: View,
  { compare, marker }: Pick<CompareQuery, 'compare' | 'marker'>,
): { before: Window; after: Window } | null {
  const { window, period, asOf } = view;
  if (compare === 'none') return null;
  if (compare === 'previous') {
    // To the hour: the same question an instant later is the same question.
    const told =
      period.to > asOf ? Math.floor(asOf / 3_600_000) * 3_600_000 : asOf;
    return { before: comparablePeriod(period, told), after: window };
  }
  if (!marker) throw new InputError('marker: needed to compare around it');
  const at = resolveTime(marker, new Date(asOf)).getTime();
  if (at >= asOf) throw new InputError('marker: lies in the future');
  const days = zoneDays(window.from, window.to, window.zone);
  return aroundMarker(at, days, asOf, window.zone);
}

/** A bucket as answers say it. */
export const toBucket = (bucket: Bucket) => ({
  ...toRange(bucket),
  label: bucket.label,
  partial: bucket.partial,
});

/** The buckets of a view's window. */
export const bucketsOfView = (
  view: View,
  unit: BucketUnit,
  window = view.window,
) => askedBuckets(window, unit, view.asOf, view.weekStart);

/** The first deployment that is known in a scope; null: none. */
export const knownSince = ({ services }: AskedServices): number | null =>
  firstKnown(services);
