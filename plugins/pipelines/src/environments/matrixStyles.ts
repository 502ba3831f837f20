import { styled } from '@mui/material/styles';
import { token } from '@quarterdeck/plugin-portal-react';

/** Scrolls both ways inside itself, so that head and first column can stick. */
export const MatrixScroll = styled('div')({
  overflow: 'auto',
  maxHeight: 'calc(100vh - 132px)',
  minHeight: 160,
});

/** Services by environments. */
export const MatrixTable = styled('table')({
  borderCollapse: 'separate',
  borderSpacing: 0,
  width: '100%',
  tableLayout: 'fixed',
  fontSize: 13,
  lineHeight: '20px',
  fontVariantNumeric: 'tabular-nums',
  '& col:first-of-type': {
    width: 176,
    '@media (max-width: 719px)': { width: 124 },
  },
  '& thead th': {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    height: 32,
    padding: '0 8px',
    textAlign: 'left',
    fontSize: 12,
    lineHeight: '16px',
    fontWeight: 600,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: token('text.secondary'),
    background: token('surface.base'),
    borderBottom: `1px solid ${token('border.base')}`,
  },
  '& th:first-of-type': {
    position: 'sticky',
    left: 0,
    zIndex: 1,
    paddingLeft: 16,
    background: token('surface.base'),
    boxShadow: `1px 0 0 ${token('border.base')}`,
  },
  '& thead th:first-of-type': { zIndex: 3 },
  '& tbody th': {
    fontWeight: 400,
    textAlign: 'left',
    padding: '0 8px',
    overflow: 'hidden',
    borderBottom: `1px solid ${token('border.subtle')}`,
  },
  '& tbody tr:last-of-type > *': { borderBottom: 0 },
  '& tbody tr:hover th': { background: token('surface.hover') },
});

/** A cell: state at the left, two lines of text, a number at the right. */
export const CellBox = styled('td')({
  height: 52,
  padding: 0,
  position: 'relative',
  verticalAlign: 'middle',
  cursor: 'pointer',
  borderBottom: `1px solid ${token('border.subtle')}`,
  borderLeft: `1px solid ${token('border.subtle')}`,
  '&[data-tint="error"]': { background: token('state.error.soft') },
  '&[data-tint="warn"]': { background: token('state.warn.soft') },
  '&:hover': { background: token('surface.hover') },
  '&[data-tint="error"]:hover': { background: token('state.error.soft') },
  '&[data-tint="warn"]:hover': { background: token('state.warn.soft') },
  '&[aria-selected="true"]': {
    boxShadow: `inset 0 0 0 2px ${token('accent.base')}`,
  },
  '&:focus-visible': {
    outline: `2px solid ${token('accent.focus')}`,
    outlineOffset: -2,
  },
  '&[data-open="true"]': { background: token('surface.selected') },
  '&[data-empty="true"]': {
    cursor: 'default',
    color: token('text.muted'),
    padding: '0 10px',
    fontSize: 12,
  },
});

/** @see CellBox */
export const CellGrid = styled('div')({
  display: 'grid',
  gridTemplateColumns: '16px minmax(0, 1fr) auto',
  columnGap: 8,
  alignItems: 'center',
  padding: '0 10px',
  fontSize: 12,
  lineHeight: '16px',
});

/** The cell's first line: a version and chips. */
export const FirstLine = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 6,
  minWidth: 0,
  height: 20,
});

/** Its second line: the age whole, then what is coming as far as there is room. */
export const SecondLine = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 6,
  minWidth: 0,
  overflow: 'hidden',
  whiteSpace: 'nowrap',
  color: token('text.muted'),
  '& > time': { flex: 'none' },
});

/** What waits or comes, beside what runs. */
export const CellChip = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 4,
  height: 18,
  padding: '0 6px',
  borderRadius: 4,
  minWidth: 0,
  flex: '0 1 auto',
  background: token('surface.sunken'),
  color: token('text.secondary'),
  fontSize: 12,
  whiteSpace: 'nowrap',
  '& > span': { overflow: 'hidden', textOverflow: 'ellipsis' },
});

/** How much of the longest, along the cell's foot. */
export const Meter = styled('i')({
  position: 'absolute',
  left: 0,
  bottom: 0,
  height: 3,
  background: token('chart.series.1'),
  borderRadius: '0 2px 2px 0',
});
