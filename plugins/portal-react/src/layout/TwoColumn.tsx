import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';

const Grid = styled('div')({
  display: 'grid',
  gap: 16,
  gridTemplateColumns: 'minmax(0, 1fr) 320px',
  alignItems: 'start',
  '@media (max-width: 1279px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
});
const Column = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  minWidth: 0,
});

/** Main column and rail; under 1280 the rail goes below. */
export function TwoColumn(props: {
  main: ReactNode;
  rail: ReactNode;
  railWidth?: number;
}) {
  const { railWidth = 320 } = props;
  return (
    <Grid
      sx={
        railWidth === 320
          ? undefined
          : {
              '@media (min-width: 1280px)': {
                gridTemplateColumns: `minmax(0, 1fr) ${railWidth}px`,
              },
            }
      }
    >
      <Column>{props.main}</Column>
      <Column>{props.rail}</Column>
    </Grid>
  );
}
