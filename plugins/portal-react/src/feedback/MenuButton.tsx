import Button, { ButtonProps } from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { Icon } from '../icons/Icon';
import { IconName } from '../icons/iconPaths';

/** A line of a menu; without `onClick` it only says something. */
export interface MenuChoice {
  label: string;
  onClick?: () => void;
}

/** A button that opens a menu of things to do, and closes it before it does them. */
export function MenuButton(props: {
  label: string;
  icon: IconName;
  choices: readonly MenuChoice[];
  variant?: ButtonProps['variant'];
  size?: ButtonProps['size'];
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        variant={props.variant}
        size={props.size}
        color="inherit"
        startIcon={<Icon name={props.icon} size={14} />}
        aria-haspopup="menu"
        onClick={event => setAnchor(event.currentTarget)}
      >
        {props.label}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
      >
        {props.choices.map(({ label, onClick }) => (
          <MenuItem
            key={label}
            dense
            disabled={!onClick}
            onClick={() => {
              setAnchor(null);
              onClick?.();
            }}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
