import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { Icon, UrlState } from '@quarterdeck/plugin-portal-react';
import { flagKeys } from './findingFilter';
import { flagWords } from './filterFields';

/** The filters that are yes or no. */
export function FilterMenu({ url }: { url: UrlState }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const on = flagKeys.filter(key => url.get(key) === 'true');
  return (
    <>
      <Button
        size="small"
        color={on.length > 0 ? 'primary' : 'inherit'}
        startIcon={<Icon name="filter" size={14} />}
        aria-haspopup="menu"
        onClick={event => setAnchor(event.currentTarget)}
      >
        {on.length > 0 ? `Filter (${on.length})` : 'Filter'}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
      >
        {flagKeys.map(key => (
          <MenuItem
            key={key}
            dense
            role="menuitemcheckbox"
            aria-checked={on.includes(key)}
            onClick={() =>
              url.set({ [key]: on.includes(key) ? undefined : 'true' })
            }
          >
            <Checkbox
              size="small"
              edge="start"
              checked={on.includes(key)}
              tabIndex={-1}
              inputProps={{ 'aria-hidden': true }}
            />
            {flagWords[key]}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
