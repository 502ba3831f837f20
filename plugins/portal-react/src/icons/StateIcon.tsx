import { keyframes, styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { token } from '../theme/tokens';

/** The six states of the design, and three outlines of `neutral`. */
export type StateName =
  | 'success'
  | 'warn'
  | 'error'
  | 'info'
  | 'hold'
  | 'neutral'
  | 'queued'
  | 'skipped'
  | 'unknown';

/** The token behind a state. */
export const stateToken = (state: StateName): string =>
  state === 'queued' || state === 'skipped' || state === 'unknown'
    ? 'neutral'
    : state;

const turn = keyframes({ to: { transform: 'rotate(360deg)' } });

const Turning = styled('g')({
  transformOrigin: '8px 8px',
  animation: `${turn} 1.6s linear infinite`,
  '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
});

/** Each state has an outline of its own, so that shape alone tells them apart. */
const glyphs: Record<StateName, (fill: string, ground: string) => ReactNode> = {
  success: (fill, ground) => (
    <>
      <circle cx="8" cy="8" r="7" fill={fill} />
      <path d="M4.8 8.3 7 10.5l4.3-4.8" stroke={ground} fill="none" />
    </>
  ),
  error: (fill, ground) => (
    <>
      <path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z" fill={fill} />
      <path d="M5.5 5.5l5 5M10.5 5.5l-5 5" stroke={ground} />
    </>
  ),
  warn: (fill, ground) => (
    <>
      <path d="M8 1.3 15.2 14H.8z" fill={fill} stroke={fill} strokeWidth="1" />
      <path d="M8 6v3.6M8 12h.01" stroke={ground} />
    </>
  ),
  info: fill => (
    <Turning>
      <circle
        cx="8"
        cy="8"
        r="6"
        fill="none"
        stroke={fill}
        strokeOpacity=".3"
        strokeWidth="2.5"
      />
      <path
        d="M8 2a6 6 0 0 1 5.2 9"
        fill="none"
        stroke={fill}
        strokeWidth="2.5"
      />
    </Turning>
  ),
  hold: (fill, ground) => (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="3" fill={fill} />
      <path d="M6 5.3v5.4M10 5.3v5.4" stroke={ground} strokeWidth="1.8" />
    </>
  ),
  neutral: fill => (
    <>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke={fill} />
      <path d="M5.2 8h5.6" stroke={fill} />
    </>
  ),
  queued: fill => (
    <circle
      cx="8"
      cy="8"
      r="6.2"
      fill="none"
      stroke={fill}
      strokeDasharray="2 2.5"
    />
  ),
  skipped: fill => (
    <>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke={fill} />
      <path d="M4 12 12 4" stroke={fill} />
    </>
  ),
  unknown: fill => (
    <>
      <circle
        cx="8"
        cy="8"
        r="6.2"
        fill="none"
        stroke={fill}
        strokeDasharray="2 2.5"
      />
      <path
        d="M6.3 6.3a1.8 1.8 0 1 1 2.3 1.8c-.4.2-.6.5-.6 1M8 11.3h.01"
        stroke={fill}
        fill="none"
      />
    </>
  ),
};

/** The glyph of a state. Without `label` it is hidden from readers, as beside a word. */
export function StateIcon(props: {
  state: StateName;
  size?: number;
  label?: string;
}) {
  const { state, size = 16, label } = props;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none', display: 'block' }}
      {...(label
        ? { role: 'img', 'aria-label': label }
        : { 'aria-hidden': true })}
    >
      {glyphs[state](
        token(`state.${stateToken(state)}.fill`),
        token('surface.base'),
      )}
    </svg>
  );
}
