import { styled } from '@mui/material/styles';
import { token } from '../theme/tokens';
import type { ChartSeries } from './chartTypes';

const List = styled('span')({
  display: 'flex',
  gap: 12,
  flexWrap: 'wrap',
  fontSize: 12,
  lineHeight: '16px',
  color: token('text.secondary'),
  '& span': { display: 'inline-flex', gap: 6, alignItems: 'center' },
  '& i': { width: 10, height: 10, borderRadius: 2, display: 'inline-block' },
});

/** Names and colours of the series. One series needs none: the title says it. */
export function ChartLegend(props: { series: readonly ChartSeries[] }) {
  if (props.series.length < 2) return null;
  return (
    <List>
      {props.series.map(series => (
        <span key={series.key}>
          <i
            style={{
              background: series.colour,
              ...(series.kind === 'line' && { height: 2, width: 14 }),
            }}
          />
          {series.label}
        </span>
      ))}
    </List>
  );
}
