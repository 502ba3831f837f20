import { styled } from '@mui/material/styles';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { z } from 'zod';
import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Icon, token } from '@quarterdeck/plugin-portal-react';

const Bell = styled(Link)({
  position: 'relative',
  display: 'inline-flex',
  alignItems: 'center',
  justifyContent: 'center',
  width: 28,
  height: 28,
  borderRadius: 6,
  color: token('text.secondary'),
  '&:hover': { background: token('surface.hover') },
});
const Dot = styled('span')({
  position: 'absolute',
  top: 3,
  right: 4,
  width: 8,
  height: 8,
  borderRadius: '50%',
  background: token('accent.base'),
  border: `1px solid ${token('surface.base')}`,
});

const statusSchema = z.object({ unread: z.number() });

/** Leads to the notifications and says whether any are unread. */
export function NotificationBell() {
  const { fetch } = useApi(fetchApiRef);
  // Without `@backstage/plugin-notifications`, whose table would come along.
  const { data } = useQuery({
    queryKey: ['portal', 'notifications'],
    refetchInterval: 60_000,
    retry: false,
    queryFn: async ({ signal }) => {
      const response = await fetch('plugin://notifications/status', { signal });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return statusSchema.parse(await response.json());
    },
  });
  const unread = data?.unread ?? 0;
  return (
    <Bell
      to="/notifications"
      aria-label={
        unread > 0 ? `Notifications, ${unread} unread` : 'Notifications'
      }
    >
      <Icon name="bell" size={18} />
      {unread > 0 && <Dot />}
    </Bell>
  );
}
