import { styled } from '@mui/material/styles';
import { token } from '../theme/tokens';

/** Holds table and foot together. */
export const Frame = styled('div')({ minWidth: 0 });

/** The part that scrolls: sideways always, up and down when rows are virtual. */
export const Scroll = styled('div')({
  overflowX: 'auto',
  '&[data-virtual="true"]': {
    overflowY: 'auto',
    // Rows that come and go while one scrolls lay out this box and nothing of the page:
    // its size is its own. Two hundred rows, or sixty tall ones, are longer than it.
    height: '70vh',
    contain: 'strict',
  },
});

/** Dense rows of one line each. */
export const Table = styled('table')({
  borderCollapse: 'separate',
  borderSpacing: 0,
  width: '100%',
  tableLayout: 'fixed',
  fontSize: 13,
  lineHeight: '20px',
  fontVariantNumeric: 'tabular-nums',
  '& th': {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    height: 32,
    textAlign: 'left',
    fontSize: 12,
    lineHeight: '16px',
    fontWeight: 600,
    color: token('text.secondary'),
    background: token('surface.base'),
    padding: '0 8px',
    borderBottom: `1px solid ${token('border.base')}`,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  '& th svg': {
    display: 'inline-block !important',
    verticalAlign: -2,
    marginLeft: 2,
  },
  '& td': {
    height: 36,
    padding: '0 8px',
    borderBottom: `1px solid ${token('border.subtle')}`,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    verticalAlign: 'middle',
  },
  '&[data-tall="true"] td': { height: 44 },
  '& td > *': { verticalAlign: 'middle' },
  // Not `:last-of-type`: every row would be styled anew when one comes or goes.
  '& tr[data-last="true"] td': { borderBottom: 0 },
  '& th:first-of-type, & td:first-of-type': { paddingLeft: 16 },
  '& th:last-of-type, & td:last-of-type': { paddingRight: 16 },
  '& [data-numeric="true"]': { textAlign: 'right' },
  '& tr[data-clickable="true"]': { cursor: 'pointer' },
  '& tbody tr:hover td': { background: token('surface.hover') },
  '& tr[aria-selected="true"] td': { background: token('surface.selected') },
  '& tr[aria-current="true"] td': { background: token('surface.hover') },
  '& th[data-box], & td[data-box]': {
    padding: 0,
    textAlign: 'center',
    overflow: 'visible',
  },
  '& th button': {
    border: 0,
    padding: '4px 0',
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    cursor: 'pointer',
  },
  '& th button:hover': { textDecoration: 'underline' },
  '& tbody tr:focus': { outline: 'none' },
  '& tbody tr:focus-visible td': {
    background: token('surface.hover'),
    boxShadow: `inset 0 1px 0 ${token('accent.focus')}, inset 0 -1px 0 ${token(
      'accent.focus',
    )}`,
  },
  '& tbody tr:focus-visible td:first-of-type, & tr[aria-current="true"] td:first-of-type':
    { boxShadow: `inset 3px 0 0 ${token('accent.base')}` },
  '@media (max-width: 1279px)': {
    '& [data-priority="3"]': { display: 'none' },
    '& [data-edge~="2"]': { paddingRight: 16 },
  },
  '@media (max-width: 1023px)': {
    '& [data-priority="2"]': { display: 'none' },
    '& [data-edge~="1"]': { paddingRight: 16 },
  },
});

/** Below the rows: counts left, freshness and paging right. */
export const Foot = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 12,
  minHeight: 40,
  padding: '4px 16px',
  borderTop: `1px solid ${token('border.subtle')}`,
  fontSize: 12,
  color: token('text.muted'),
});
