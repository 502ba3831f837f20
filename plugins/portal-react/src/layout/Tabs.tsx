import { styled } from '@mui/material/styles';
import { Link } from 'react-router-dom';
import { token } from '../theme/tokens';

const Row = styled('nav')({
  display: 'flex',
  gap: 20,
  overflowX: 'auto',
  borderBottom: `1px solid ${token('border.base')}`,
  margin: '0 -24px',
  padding: '0 24px',
  fontSize: 13,
  '@media (max-width: 1279px)': { margin: '0 -16px', padding: '0 16px' },
  '@media (max-width: 719px)': { margin: '0 -12px', padding: '0 12px' },
  '& a': {
    height: 36,
    lineHeight: '36px',
    color: token('text.secondary'),
    whiteSpace: 'nowrap',
    textDecoration: 'none',
  },
  '& a:hover': { color: token('text.primary') },
  '& a[aria-current="page"]': {
    color: token('text.primary'),
    fontWeight: 600,
    boxShadow: `inset 0 -2px 0 ${token('accent.base')}`,
  },
  '& i': {
    fontStyle: 'normal',
    fontWeight: 400,
    fontSize: 12,
    marginLeft: 4,
    color: token('text.muted'),
  },
});

/** A tab of a page: a link, so that it can be sent. */
export interface TabItem {
  label: string;
  to: string;
  selected: boolean;
  count?: number | string;
}

/** Tabs of a page, as links. */
export function Tabs(props: { label: string; items: readonly TabItem[] }) {
  return (
    <Row aria-label={props.label}>
      {props.items.map(item => (
        <Link
          key={item.to}
          to={item.to}
          aria-current={item.selected ? 'page' : undefined}
        >
          {item.label}
          {item.count !== undefined && <i>{item.count}</i>}
        </Link>
      ))}
    </Row>
  );
}
