import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';

const Columns = styled('div')({
  display: 'grid',
  gap: 16,
  '& > *': { minWidth: 0 },
});

/** Equal columns with the card gap; as few as fit `minWidth`. */
export function Grid(props: { minWidth?: number; children: ReactNode }) {
  const { minWidth = 320 } = props;
  return (
    <Columns
      style={{
        gridTemplateColumns: `repeat(auto-fit, minmax(min(${minWidth}px, 100%), 1fr))`,
      }}
    >
      {props.children}
    </Columns>
  );
}
