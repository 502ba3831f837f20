import { styled } from '@mui/material/styles';
import { token } from '@quarterdeck/plugin-portal-react';

/** Numbers at the left, the text at the right; both scroll as one. */
export const EditorFrame = styled('div')({
  display: 'flex',
  border: `1px solid ${token('border.control')}`,
  borderRadius: 6,
  overflow: 'hidden',
  height: 440,
  fontFamily: 'var(--qd-font-mono)',
  fontSize: 12,
  lineHeight: '20px',
  background: token('surface.base'),
  '&:focus-within': { outline: `2px solid ${token('accent.base')}` },
  '& ol': {
    listStyle: 'none',
    margin: 0,
    padding: '8px 8px 8px 12px',
    minWidth: 44,
    flex: 'none',
    textAlign: 'right',
    color: token('text.muted'),
    userSelect: 'none',
  },
  '& ol li[data-hit="true"]': {
    color: token('state.error.text'),
    fontWeight: 600,
    background: token('state.error.soft'),
    boxShadow: `inset 3px 0 0 ${token('state.error.fill')}`,
    margin: '0 -8px 0 -12px',
    paddingRight: 8,
  },
  '& > div': {
    overflow: 'hidden',
    flex: 'none',
    background: token('surface.sunken'),
  },
  '& textarea': {
    flex: 1,
    minWidth: 0,
    border: 0,
    outline: 0,
    resize: 'none',
    padding: 8,
    font: 'inherit',
    whiteSpace: 'pre',
    overflow: 'auto',
    color: token('text.primary'),
    background: 'none',
    tabSize: 2,
  },
});

/** A problem is a button: it goes to its line. */
export const Problems = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  fontSize: 13,
  lineHeight: '20px',
  '& li': { display: 'flex', gap: 8, alignItems: 'flex-start' },
  '& svg': { marginTop: 2 },
  '& button': {
    border: 0,
    padding: 0,
    minHeight: 24,
    background: 'none',
    font: 'inherit',
    color: token('text.link'),
    cursor: 'pointer',
    whiteSpace: 'nowrap',
    '&:hover': { textDecoration: 'underline' },
  },
  '& span': { minWidth: 0, overflowWrap: 'anywhere' },
});

/** What a stage asks, and what a key means. */
export const RuleTable = styled('table')({
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
    padding: '8px 12px 8px 0',
    borderBottom: `1px solid ${token('border.base')}`,
  },
  '& td': {
    padding: '7px 12px 7px 0',
    verticalAlign: 'top',
    borderBottom: `1px solid ${token('border.subtle')}`,
    overflowWrap: 'anywhere',
  },
  '& tbody tr:last-of-type td': { borderBottom: 0 },
});
