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
  // `--columns`: how many environments; six fit on 1024 px without scrolling.
  minWidth: 'calc(176px + var(--columns) * 164px)',
  '@media (max-width: 1279px)': {
    minWidth: 'calc(152px + var(--columns) * 128px)',
  },
  '& col:first-of-type': {
    width: 176,
    '@media (max-width: 1279px)': { width: 152 },
    '@media (max-width: 719px)': { width: 124 },
  },
  '& thead th': {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    height: 32,
    padding: '4px 10px',
    textAlign: 'left',
    fontSize: 12,
    lineHeight: '16px',
    fontWeight: 600,
    overflowWrap: 'break-word',
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

/** Measures the room of one cell: what {@link CellGrid} asks. */
export const CellFrame = styled('div')({ containerType: 'inline-size' });

/**
 * State, version, age, chip, number. A chip takes the whole second line; where six
 * environments share a screen every part has a line of its own, and nothing is cut.
 */
export const CellGrid = styled('div')({
  display: 'grid',
  gridTemplateColumns: '16px minmax(0, 1fr) auto',
  columnGap: 8,
  alignItems: 'center',
  padding: '6px 10px',
  fontSize: 12,
  lineHeight: '16px',
  '& > svg': { gridRow: '1 / span 2' },
  '& > [data-part="behind"]': {
    gridColumn: 3,
    gridRow: '1 / span 2',
    whiteSpace: 'nowrap',
  },
  '&[data-chip="true"] > [data-part="behind"]': { gridRow: 1 },
  '&[data-chip="true"] > [data-part="second"]': { gridColumn: '2 / -1' },
  '@container (max-width: 199px)': {
    '& > svg': { gridRow: 1 },
    '& > [data-part="first"]': { gridColumn: '2 / -1' },
    '& > [data-part="second"]': { display: 'contents' },
    '& [data-part="age"]': { gridColumn: 2, gridRow: 2 },
    '& > [data-part="behind"], &[data-chip="true"] > [data-part="behind"]': {
      gridRow: 2,
      alignSelf: 'start',
    },
    '& [data-part="chip"]': {
      gridColumn: '2 / -1',
      gridRow: 3,
      justifySelf: 'start',
      marginTop: 2,
    },
  },
  '@container (max-width: 147px)': {
    padding: '6px 8px',
    columnGap: 6,
    '& [data-part="age"]': { gridColumn: '2 / -1' },
    '& > [data-part="behind"], &[data-chip="true"] > [data-part="behind"]': {
      gridColumn: '2 / -1',
      gridRow: 3,
    },
    '& [data-part="chip"]': { gridColumn: '1 / -1', gridRow: 4 },
  },
});

/** The cell's first line: a version and what holds it. */
export const FirstLine = styled('div')({
  gridColumn: 2,
  gridRow: 1,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '0 6px',
  minWidth: 0,
  minHeight: 20,
});

/** A version whole, on two lines when it is long; only names beyond that are cut. */
export const Version = styled('span')({
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 2,
  overflow: 'hidden',
  overflowWrap: 'anywhere',
});

/** Its second line: the age, then what is coming, below it where there is no room. */
export const SecondLine = styled('div')({
  gridColumn: 2,
  gridRow: 2,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '2px 6px',
  minWidth: 0,
  color: token('text.muted'),
});

/** @see SecondLine */
export const Age = styled('span')({
  display: 'inline-flex',
  flexWrap: 'wrap',
  gap: '0 6px',
  minWidth: 0,
  color: token('text.muted'),
});

/** What waits or comes, beside what runs. */
export const CellChip = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 4,
  minHeight: 18,
  padding: '1px 6px',
  borderRadius: 4,
  minWidth: 0,
  maxWidth: '100%',
  background: token('surface.sunken'),
  color: token('text.secondary'),
  fontSize: 12,
  '& > svg': { flex: 'none' },
  '& > span': { overflowWrap: 'anywhere' },
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
