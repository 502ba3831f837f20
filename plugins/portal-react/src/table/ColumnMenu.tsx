import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import { useState } from 'react';
import { Icon } from '../icons/Icon';
import { CheckMenuItem } from './CheckMenuItem';

/** Shows and hides columns. */
export function ColumnMenu(props: {
  choice: {
    columns: ReadonlyArray<{ key: string; title: string; fixed?: boolean }>;
    hidden: readonly string[];
    toggle: (key: string) => void;
  };
}) {
  const { columns, hidden, toggle } = props.choice;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        size="small"
        color="inherit"
        startIcon={<Icon name="cols" size={14} />}
        aria-haspopup="menu"
        onClick={event => setAnchor(event.currentTarget)}
      >
        Columns
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
      >
        {columns
          .filter(column => !column.fixed)
          .map(column => (
            <CheckMenuItem
              key={column.key}
              checked={!hidden.includes(column.key)}
              onToggle={() => toggle(column.key)}
            >
              {column.title}
            </CheckMenuItem>
          ))}
      </Menu>
    </>
  );
}
