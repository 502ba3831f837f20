import { styled } from '@mui/material/styles';
import { token } from '@quarterdeck/plugin-portal-react';

/** Check, value, needed, evidence. */
export const CheckTable = styled('table')({
  width: '100%',
  borderCollapse: 'collapse',
  fontSize: 13,
  lineHeight: '20px',
  '& th': {
    textAlign: 'left',
    fontSize: 12,
    lineHeight: '16px',
    fontWeight: 600,
    color: token('text.secondary'),
    padding: '8px 8px',
    borderBottom: `1px solid ${token('border.base')}`,
  },
  '& td': {
    padding: '7px 8px',
    verticalAlign: 'top',
    borderBottom: `1px solid ${token('border.subtle')}`,
    overflowWrap: 'anywhere',
  },
  '& th:first-of-type, & td:first-of-type': { paddingLeft: 16 },
  '& th:last-of-type, & td:last-of-type': { paddingRight: 16 },
  '& tbody tr:last-of-type td': { borderBottom: 0 },
  // Shuts the gate: marked at the edge too, and it stays in its place.
  '& tr[data-shuts="true"] td:first-of-type': {
    boxShadow: `inset 3px 0 0 ${token('accent.base')}`,
  },
  '& tr[data-loud="true"] strong': { fontWeight: 600 },
  '& td strong': { fontWeight: 400 },
});

/** One line per check, for a rail. */
export const CheckList = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  fontSize: 13,
  lineHeight: '20px',
  '& > li': { padding: '4px 0' },
  '& strong': { fontWeight: 400 },
  '& [data-loud="true"] strong': { fontWeight: 600 },
});

/** Icon, name, and right of it what was found. */
export const CheckLine = styled('div')({
  display: 'flex',
  gap: 8,
  alignItems: 'flex-start',
  '& > svg': { marginTop: 2 },
  '& > :nth-of-type(2)': { marginLeft: 'auto', textAlign: 'right' },
  '& > span': { minWidth: 0, overflowWrap: 'anywhere' },
});

/** Under a check: why, or who. */
export const Under = styled('div')({
  paddingLeft: 24,
  fontSize: 12,
  lineHeight: '16px',
  color: token('text.muted'),
  overflowWrap: 'anywhere',
});
