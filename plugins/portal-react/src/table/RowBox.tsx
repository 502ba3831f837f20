import { styled } from '@mui/material/styles';
import { ChangeEventHandler } from 'react';
import { token } from '../theme/tokens';

/** Room enough to hit; the box itself is smaller. */
const Target = styled('label')({
  display: 'inline-grid',
  placeItems: 'center',
  width: 28,
  height: 28,
  cursor: 'pointer',
});

const Box = styled('input')({
  appearance: 'none',
  display: 'grid',
  placeItems: 'center',
  width: 16,
  height: 16,
  margin: 0,
  cursor: 'inherit',
  background: token('surface.base'),
  border: `1.5px solid ${token('border.control')}`,
  borderRadius: 4,
  '&:hover': { borderColor: token('accent.base') },
  '&:focus-visible': {
    outline: `2px solid ${token('accent.focus')}`,
    outlineOffset: 2,
  },
  '&:checked, &:indeterminate': {
    background: token('accent.base'),
    borderColor: token('accent.base'),
  },
  '&:checked::before': {
    content: '""',
    width: 4,
    height: 8,
    marginTop: -2,
    border: `solid ${token('text.onAccent')}`,
    borderWidth: '0 2px 2px 0',
    transform: 'rotate(45deg)',
  },
  '&:indeterminate::before': {
    content: '""',
    width: 8,
    height: 2,
    background: token('text.onAccent'),
  },
  // With colours of their own people need the browser's box.
  '@media (forced-colors: active)': { appearance: 'auto' },
});

/**
 * The box before a row, one element of the browser: hundreds come into sight while a
 * list is scrolled. Rows are chosen with `x`, so it is no tab stop there.
 */
export function RowBox(props: {
  name: string;
  checked: boolean;
  some?: boolean;
  tabStop?: boolean;
  onToggle: ChangeEventHandler<HTMLInputElement>;
}) {
  const { name, checked, some = false, tabStop = false, onToggle } = props;
  return (
    <Target>
      <Box
        ref={(box: HTMLInputElement | null) => {
          if (box) box.indeterminate = some;
        }}
        type="checkbox"
        aria-label={name}
        checked={checked}
        tabIndex={tabStop ? undefined : -1}
        onChange={onToggle}
      />
    </Target>
  );
}
