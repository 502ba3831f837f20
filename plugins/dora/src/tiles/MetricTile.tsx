import { ReactNode } from 'react';
import { DoraTile } from '@quarterdeck/plugin-dora-common';
import { Icon, Row, StatTile } from '@quarterdeck/plugin-portal-react';
import { metricWords } from '../words/metricWords';
import { MetricBand } from './MetricBand';
import { deltaOf, detailOf, reasonOf } from './tileText';

/** One of the five: value, change, p75 or parts, n, and where it lies. */
export function MetricTile(props: {
  tile: DoraTile;
  benchmark: string;
  howComputed: ReactNode;
  /** The time before is all in the data. */
  covered: boolean;
  /** What is not known of all five. */
  known: Parameters<typeof reasonOf>[1];
  /** Leads to the samples. */
  to: string;
}) {
  const { tile, benchmark, howComputed, covered, known, to } = props;
  const words = metricWords[tile.metric];
  const shown = tile.value === null ? null : words.value(tile.value);
  const locked = tile.status === 'not_permitted';
  return (
    <StatTile
      large
      label={words.title}
      value={shown?.number ?? null}
      unit={shown?.unit}
      delta={deltaOf(tile, covered)}
      note={
        shown ? (
          detailOf(tile)
        ) : (
          <Row style={{ gap: 4 }}>
            {locked && <Icon name="lock" size={12} />}
            {reasonOf(tile, known)}
          </Row>
        )
      }
      howComputed={howComputed}
      band={
        <MetricBand
          score={tile.score}
          band={tile.band}
          benchmark={benchmark}
          known={shown !== null}
        />
      }
      to={to}
    />
  );
}
