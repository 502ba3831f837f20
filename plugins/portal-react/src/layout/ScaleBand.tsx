import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { token } from '../theme/tokens';

const Line = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  minWidth: 0,
  fontSize: 12,
  lineHeight: '16px',
  color: token('text.muted'),
  whiteSpace: 'nowrap',
  '& svg': { flex: 'none' },
  '& b': { color: token('text.primary'), fontWeight: 600 },
  '& span': { overflow: 'hidden', textOverflow: 'ellipsis' },
});

const width = 84;
const inset = 5;

/**
 * A value on a scale against what others have: their mean as a tick, one
 * standard deviation around it as a thicker line, ours as a dot.
 */
export function ScaleBand(props: {
  value: number;
  /** Absent: nobody to compare with. */
  others?: { mean: number; deviation: number };
  max?: number;
  /** Beside it, in words; the picture says nothing more. */
  children: ReactNode;
}) {
  const { value, others, max = 10, children } = props;
  const x = (at: number) =>
    inset + (Math.min(Math.max(at, 0), max) / max) * (width - 2 * inset);
  return (
    <Line>
      <svg width={width} height={12} aria-hidden="true">
        <rect
          x="0"
          y="4.5"
          width={width}
          height="3"
          rx="1.5"
          fill={token('border.base')}
        />
        {others && (
          <>
            <rect
              x={x(others.mean - others.deviation)}
              y="4"
              width={
                x(others.mean + others.deviation) -
                x(others.mean - others.deviation)
              }
              height="4"
              fill={token('chart.reference')}
            />
            <path
              d={`M${x(others.mean)} 1V11`}
              stroke={token('text.secondary')}
              strokeWidth="1.5"
            />
          </>
        )}
        <circle
          cx={x(value)}
          cy="6"
          r="4.5"
          fill={token('accent.base')}
          stroke={token('surface.base')}
        />
      </svg>
      <span>{children}</span>
    </Line>
  );
}
