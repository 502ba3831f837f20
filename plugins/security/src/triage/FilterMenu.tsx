import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import { useState } from 'react';
import {
  CheckMenuItem,
  Icon,
  UrlState,
} from '@quarterdeck/plugin-portal-react';
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
          <CheckMenuItem
            key={key}
            checked={on.includes(key)}
            onToggle={() =>
              url.set({ [key]: on.includes(key) ? undefined : 'true' })
            }
          >
            {flagWords[key]}
          </CheckMenuItem>
        ))}
      </Menu>
    </>
  );
}
