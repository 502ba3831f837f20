import { styled } from '@mui/material/styles';
import {
  answerScore,
  bandOf,
  bandTables,
  BandTable,
  durationAnswer,
  frequencyAnswer,
  industries2025,
  MetricName,
  percentScore,
} from '@quarterdeck/plugin-dora-common';
import { ScaleBand, token } from '@quarterdeck/plugin-portal-react';
import { BenchmarkId } from '../view/useDoraView';

const Steps = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 8,
  color: token('text.muted'),
  whiteSpace: 'nowrap',
  '& b': { color: token('text.primary'), fontWeight: 600 },
  '& > span': { display: 'inline-flex', gap: 2 },
  '& i': {
    width: 18,
    height: 5,
    borderRadius: 2,
    background: token('border.base'),
  },
  '& i[data-on="true"]': { background: token('accent.base') },
});

/** A value on the 0 to 10 of the Quick Check. */
export function scoreOf(metric: MetricName, value: number): number {
  if (metric === 'deployment_frequency') {
    return answerScore(frequencyAnswer(value));
  }
  const isTime =
    metric === 'change_lead_time' ||
    metric === 'failed_deployment_recovery_time';
  return isTime
    ? answerScore(durationAnswer(value))
    : percentScore(value * 100);
}

const capital = (text: string) =>
  text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1);

/** Where a metric lies on the chosen scale. Without a value it says nothing. */
export function MetricBand(props: {
  metric: MetricName;
  value: number | null;
  benchmark: BenchmarkId;
  industry: string;
  /** Thresholds of the team; absent: it has none. */
  own: BandTable | null;
}) {
  const { metric, value, benchmark, industry, own } = props;
  if (value === null) return null;
  if (benchmark === 'quick') {
    const score = scoreOf(metric, value);
    const others =
      industries2025.find(({ key }) => key === industry) ?? industries2025[0];
    const { mean, std } = others.scores[metric];
    return (
      <ScaleBand value={score} others={{ mean, deviation: std }}>
        <b>{score.toFixed(1)}</b> vs {mean.toFixed(1)} industry
      </ScaleBand>
    );
  }
  const table =
    benchmark === 'own' ? own : bandTables.find(({ id }) => id === benchmark);
  if (!table) return <span>no own thresholds set</span>;
  const band = bandOf(metric, value, table);
  if (!band) return <span>{table.name} has no mark for it</span>;
  return (
    <Steps title={table.source}>
      <span aria-hidden="true">
        {Array.from({ length: band.of }, (_, index) => (
          <i key={index} data-on={index === band.of - 1 - band.rank} />
        ))}
      </span>
      <b>{capital(band.band)}</b>
      {table.name}
    </Steps>
  );
}
