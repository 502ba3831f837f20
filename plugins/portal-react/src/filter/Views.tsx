import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { token } from '../theme/tokens';

const Row = styled('div')({
  display: 'flex',
  gap: 4,
  alignItems: 'center',
  overflowX: 'auto',
  padding: '8px 16px 0',
  borderBottom: `1px solid ${token('border.subtle')}`,
  fontSize: 13,
  '& a': {
    height: 32,
    lineHeight: '30px',
    padding: '0 8px',
    color: token('text.secondary'),
    whiteSpace: 'nowrap',
    textDecoration: 'none',
  },
  '& a[aria-current="true"]': {
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

/** A named set of filters, as a link. */
export interface View {
  label: string;
  href: string;
  selected: boolean;
  count?: string;
  /** Shown on hover. */
  title?: string;
}

/** Views of a list as tabs above its filters. */
export function Views(props: { items: readonly View[]; right?: ReactNode }) {
  return (
    <Row>
      {props.items.map(view => (
        <Link
          key={view.href}
          to={view.href}
          title={view.title}
          aria-current={view.selected}
        >
          {view.label}
          {view.count && <i>{view.count}</i>}
        </Link>
      ))}
      {props.right && (
        <span style={{ marginLeft: 'auto', display: 'flex', gap: 8 }}>
          {props.right}
        </span>
      )}
    </Row>
  );
}
