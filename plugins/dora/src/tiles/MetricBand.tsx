import { styled } from '@mui/material/styles';
import { bandTables, DoraTile } from '@quarterdeck/plugin-dora-common';
import { ScaleBand, token } from '@quarterdeck/plugin-portal-react';

const Steps = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 8,
  maxWidth: '100%',
  overflow: 'hidden',
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

const capital = (text: string) =>
  text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1);

/** In the width of a tile. */
const shortNames: Record<string, string> = {
  guide: 'the guide',
  own: 'thresholds',
};

/** What a table is called and where its numbers are from. */
const tableOf = (id: string) =>
  bandTables.find(table => table.id === id) ?? {
    name: 'own thresholds',
    source: 'Settings of this scope',
  };

/** Where a metric lies on the chosen scale; without data it says nothing. */
export function MetricBand(props: {
  score: DoraTile['score'];
  band: DoraTile['band'];
  benchmark: string;
  /** There is a value. */
  known: boolean;
}) {
  const { score, band, benchmark, known } = props;
  if (!known) return null;
  if (benchmark === 'quick') {
    if (!score) return null;
    const { mean, std } = score.industry;
    return (
      <ScaleBand value={score.value} others={{ mean, deviation: std }}>
        <b>{score.value.toFixed(1)}</b> vs {mean.toFixed(1)} industry
      </ScaleBand>
    );
  }
  const shortOf = (id: string) => shortNames[id] ?? tableOf(id).name;
  if (!band) return <>{capital(shortOf(benchmark))}: no mark for it</>;
  const { name, source } = tableOf(band.table);
  return (
    <Steps title={`${capital(name)}: ${source}`}>
      <span aria-hidden="true">
        {Array.from({ length: band.of }, (_, index) => (
          <i key={index} data-on={index === band.of - 1 - band.rank} />
        ))}
      </span>
      <b>{capital(band.band)}</b>
      {shortOf(band.table)}
    </Steps>
  );
}
