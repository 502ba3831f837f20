import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import { token, tokens } from '../theme/tokens';

const Block = styled('span')({
  display: 'block',
  borderRadius: 4,
  background: token('surface.sunken'),
  height: 14,
});
const Stack = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 12,
  padding: 16,
});

/** Grey shapes in the size of what comes, after 150 ms so that quick answers do not flash. */
export function Skeleton(props: { rows?: number; height?: number }) {
  const { rows = 4, height = 14 } = props;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(
      () => setShown(true),
      tokens.motion.skeletonDelayMs,
    );
    return () => clearTimeout(timer);
  }, []);
  return (
    <Stack aria-busy="true" aria-label="Loading" role="status">
      {Array.from({ length: rows }, (_, row) => (
        <Block
          key={row}
          style={{
            height,
            width: `${[92, 76, 84, 60][row % 4]}%`,
            visibility: shown ? 'visible' : 'hidden',
          }}
        />
      ))}
    </Stack>
  );
}
