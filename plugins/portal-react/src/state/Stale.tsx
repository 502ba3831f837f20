import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { StateIcon } from '../icons/StateIcon';
import { token } from '../theme/tokens';

const Bar = styled('div')({
  display: 'flex',
  gap: 10,
  alignItems: 'center',
  padding: '8px 16px',
  borderRadius: 8,
  border: `1px solid ${token('state.warn.border')}`,
  background: token('state.warn.soft'),
  color: token('text.primary'),
  fontSize: 13,
  // In a sentence colour alone does not tell a link.
  '& a': { textDecoration: 'underline' },
});

/** A banner over data that is older than it should be: names the age. */
export function Stale(props: { children: ReactNode }) {
  return (
    <Bar role="status">
      <StateIcon state="warn" />
      <span>{props.children}</span>
    </Bar>
  );
}
