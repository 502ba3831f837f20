import { ReactNode } from 'react';
import { MetricName } from '@quarterdeck/plugin-dora-common';
import { Delta, StatTile } from '@quarterdeck/plugin-portal-react';
import { metricWords } from '../words/metricWords';

/** What a tile says of a metric. */
export interface TileFacts {
  metric: MetricName;
  /** null: no data. */
  value: number | null;
  tooFew: boolean;
  n: number;
  /** In the period it is compared with; null: no data there. */
  before: number | null;
  /** `noise`: the change may be chance. */
  verdict: 'better' | 'worse' | 'same' | 'noise' | 'unknown';
  /** Third line, after the change. */
  detail: ReactNode;
  /** Why there is no value. */
  reason: string;
}

/** Arrow by the number's direction, colour by whether that is good. */
export function deltaOf(facts: TileFacts): Delta | undefined {
  const { metric, value, before, verdict } = facts;
  if (value === null || before === null || verdict === 'unknown') {
    return undefined;
  }
  const difference = value - before;
  const text = metricWords[metric].change(difference);
  if (difference === 0) return { text: 'same', direction: 'flat' };
  return {
    text,
    direction: difference > 0 ? 'up' : 'down',
    good: verdict === 'better' ? true : verdict === 'worse' ? false : undefined,
  };
}

/** One of the five: value, change, p75 or parts, n, and where it lies. */
export function MetricTile(props: {
  facts: TileFacts;
  howComputed: ReactNode;
  band: ReactNode;
  /** Leads to the samples. */
  to: string;
}) {
  const { facts, howComputed, band, to } = props;
  const { metric, value, tooFew, n } = facts;
  const words = metricWords[metric];
  const shown = value === null ? null : words.value(value);
  return (
    <StatTile
      large
      label={words.title}
      value={shown?.number ?? null}
      unit={shown?.unit}
      delta={deltaOf(facts)}
      note={
        value === null ? (
          facts.reason
        ) : (
          <>
            {tooFew && `too few (${n}), `}
            {facts.detail}
          </>
        )
      }
      howComputed={howComputed}
      band={value === null ? ' ' : band}
      to={to}
    />
  );
}
