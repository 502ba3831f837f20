import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { parseEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  Avatar,
  Icon,
  initials,
  token,
} from '@quarterdeck/plugin-portal-react';
import { ThemeChoice, useThemeChoice } from './useThemeChoice';

const Button = styled('button')({
  border: 0,
  padding: 0,
  background: 'none',
  borderRadius: '50%',
  cursor: 'pointer',
  display: 'inline-flex',
});
const Who = styled('div')({
  padding: '4px 16px 8px',
  fontSize: 13,
  '& small': { display: 'block', fontSize: 12, color: token('text.muted') },
});
const Tick = styled('span')({ width: 14, display: 'inline-flex' });

const themes: Array<{ choice: ThemeChoice; title: string }> = [
  { choice: 'system', title: 'Theme of the system' },
  { choice: 'light', title: 'Light' },
  { choice: 'dark', title: 'Dark' },
];

/** Who is signed in, their page, the theme, and signing out. */
export function AvatarMenu({ onKeys }: { onKeys: () => void }) {
  const identity = useApi(identityApiRef);
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [theme, setTheme] = useThemeChoice();
  const { data } = useQuery({
    queryKey: ['portal', 'profile'],
    staleTime: Infinity,
    queryFn: async () => {
      const { userEntityRef } = await identity.getBackstageIdentity();
      const { displayName } = await identity.getProfileInfo();
      return { userEntityRef, displayName };
    },
  });
  const me = data && parseEntityRef(data.userEntityRef);
  const name = data?.displayName ?? me?.name ?? '';
  const close = () => setAnchor(null);
  const go = (path: string) => {
    close();
    navigate(path);
  };
  return (
    <>
      <Button
        type="button"
        aria-label={name ? `${initials(name)}, ${name}, menu` : 'Menu'}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        <Avatar name={name || '?'} large />
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        <Who role="presentation">
          <b>{name}</b>
          <small>{data?.userEntityRef}</small>
        </Who>
        <Divider />
        {me && (
          <MenuItem
            onClick={() => go(`/catalog/${me.namespace}/${me.kind}/${me.name}`)}
          >
            <Icon name="user" size={14} /> My page
          </MenuItem>
        )}
        <MenuItem onClick={() => go('/settings')}>
          <Icon name="gear" size={14} /> Settings
        </MenuItem>
        <MenuItem
          onClick={() => {
            close();
            onKeys();
          }}
        >
          <Icon name="key" size={14} /> Keys
        </MenuItem>
        <Divider />
        {themes.map(({ choice, title }) => (
          <MenuItem
            key={choice}
            role="menuitemradio"
            aria-checked={theme === choice}
            onClick={() => setTheme(choice)}
          >
            <Tick>{theme === choice && <Icon name="check" size={14} />}</Tick>
            {title}
          </MenuItem>
        ))}
        <Divider />
        <MenuItem onClick={() => identity.signOut()}>Sign out</MenuItem>
      </Menu>
    </>
  );
}
