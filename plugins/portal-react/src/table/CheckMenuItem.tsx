import MenuItem from '@mui/material/MenuItem';
import { ReactNode } from 'react';
import { Icon } from '../icons/Icon';

/** A line of a menu that is on or off. The item itself is the control: it holds no other. */
export function CheckMenuItem(props: {
  checked: boolean;
  onToggle: () => void;
  children: ReactNode;
}) {
  const { checked, onToggle, children } = props;
  return (
    <MenuItem
      dense
      role="menuitemcheckbox"
      aria-checked={checked}
      onClick={onToggle}
    >
      <span aria-hidden style={{ width: 24, flex: 'none' }}>
        {checked && <Icon name="check" size={14} />}
      </span>
      {children}
    </MenuItem>
  );
}
