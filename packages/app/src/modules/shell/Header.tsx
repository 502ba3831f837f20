import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import { useBreadcrumbEntries } from '@backstage/frontend-plugin-api';
import {
  headerToolsId,
  token,
  tokens,
  useHotkey,
} from '@quarterdeck/plugin-portal-react';
import { AvatarMenu } from './AvatarMenu';
import { Breadcrumbs } from './Breadcrumbs';
import { CommandBar } from './CommandBar';
import { CommandBarButton } from './CommandBarButton';
import { crumbsOf } from './crumbsOf';
import { KeyboardHelp } from './KeyboardHelp';
import { NotificationBell } from './NotificationBell';
import { SidebarGroup } from './placeItems';

const Bar = styled('header')({
  gridArea: 'head',
  height: tokens.layout.header,
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  padding: '0 24px',
  background: token('surface.base'),
  borderBottom: `1px solid ${token('border.base')}`,
  '@media (max-width: 1279px)': { padding: '0 16px' },
});
const Tools = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  flex: 'none',
  '&:empty': { display: 'none' },
  // Quieter than the controls of the page.
  '& fieldset': { borderColor: token('border.base') },
});
const Own = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  flex: 'none',
});

/** Path, the page's scope and time, command bar, bell, and who is there. */
export function Header(props: {
  groups: readonly SidebarGroup[];
  hasNotifications: boolean;
  onFold: () => void;
}) {
  const { groups, hasNotifications, onFold } = props;
  const { items } = useBreadcrumbEntries();
  const [commandBar, setCommandBar] = useState(false);
  const [help, setHelp] = useState(false);
  const crumbs = crumbsOf(items, groups);
  const here = crumbs[crumbs.length - 1]?.label;
  useEffect(() => {
    if (here) document.title = `${here} · Quarterdeck`;
  }, [here]);
  useHotkey('?', () => setHelp(true));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLocaleLowerCase('en-US') !== 'k') return;
      if (!event.metaKey && !event.ctrlKey) return;
      event.preventDefault();
      setCommandBar(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Bar>
      <Breadcrumbs crumbs={crumbs} />
      <Tools id={headerToolsId} />
      <Own>
        <CommandBarButton onOpen={() => setCommandBar(true)} />
        {hasNotifications && <NotificationBell />}
        <AvatarMenu onKeys={() => setHelp(true)} />
      </Own>
      {commandBar && (
        <CommandBar
          groups={groups}
          onClose={() => setCommandBar(false)}
          onFold={onFold}
        />
      )}
      {help && <KeyboardHelp onClose={() => setHelp(false)} />}
    </Bar>
  );
}
