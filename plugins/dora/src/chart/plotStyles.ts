import { styled } from '@mui/material/styles';
import { token } from '@quarterdeck/plugin-portal-react';

/** Holds the picture, the buckets over it and the tooltip. */
export const PlotBox = styled('div')({
  position: 'relative',
  '& svg': { display: 'block', overflow: 'visible' },
  '& text': {
    fontSize: 11,
    fill: token('chart.axis'),
    fontVariantNumeric: 'tabular-nums',
  },
  '& button': {
    position: 'absolute',
    top: 0,
    bottom: 20,
    padding: 0,
    margin: 0,
    border: 0,
    background: 'none',
    cursor: 'pointer',
    borderRadius: 2,
  },
  '& button:disabled': { cursor: 'default' },
  '& button:focus-visible': {
    outline: `2px solid ${token('accent.focus')}`,
    outlineOffset: -2,
  },
});

/** The small table beside a bucket. */
export const TipBox = styled('div')({
  position: 'absolute',
  zIndex: 2,
  top: 20,
  minWidth: 136,
  maxWidth: 240,
  padding: '8px 10px',
  borderRadius: 6,
  background: token('surface.overlay'),
  boxShadow: token('elevation.popover'),
  color: token('text.primary'),
  fontSize: 12,
  lineHeight: '18px',
  pointerEvents: 'none',
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto',
  columnGap: 12,
  '& b, & p': { gridColumn: '1 / -1', margin: 0 },
  '& p': { color: token('text.muted') },
  '& span': {
    display: 'flex',
    alignItems: 'center',
    gap: 6,
    minWidth: 0,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  '& i': { width: 10, height: 10, borderRadius: 2, flex: 'none' },
  '& [data-picked="true"]': { fontWeight: 600 },
  '& span:nth-of-type(even)': { justifyContent: 'flex-end' },
});

/** Names and colours under a plot. */
export const Legend = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '2px 12px',
  minHeight: 16,
  marginTop: 6,
  fontSize: 12,
  lineHeight: '16px',
  color: token('text.secondary'),
  '& span': { display: 'inline-flex', gap: 6, alignItems: 'center' },
  '& i': { width: 10, height: 10, borderRadius: 2, flex: 'none' },
  '& i[data-shape="line"]': { height: 2, width: 14, borderRadius: 0 },
  '& i[data-shape="dot"]': { borderRadius: 5 },
  '& i[data-shape="ring"]': { borderRadius: 5, background: 'none !important' },
});
