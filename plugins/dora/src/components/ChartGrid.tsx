import { styled } from '@mui/material/styles';

/** Three charts a line, two under 1280, one on a phone. */
export const ChartGrid = styled('div')({
  display: 'grid',
  gap: 16,
  gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
  '@media (max-width: 1279px)': {
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
  },
  '@media (max-width: 719px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
});
