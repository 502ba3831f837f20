import { styled } from '@mui/material/styles';
import { ReactNode } from 'react';
import { Icon } from '../icons/Icon';
import { IconName } from '../icons/iconPaths';
import { StateIcon, StateName } from '../icons/StateIcon';
import { token } from '../theme/tokens';

const Panel = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  justifyContent: 'center',
  textAlign: 'center',
  gap: 8,
  padding: '32px 24px',
  minHeight: 160,
  '& p': {
    margin: 0,
    maxWidth: 380,
    fontSize: 13,
    lineHeight: '18px',
    color: token('text.secondary'),
  },
  '& strong': { fontSize: 14, lineHeight: '20px', fontWeight: 600 },
});

/** What a page says instead of data: icon, bold line, one sentence, one action. */
export interface StatePanelProps {
  title: string;
  reason?: ReactNode;
  action?: ReactNode;
}

function StatePanel(
  props: StatePanelProps & {
    icon: IconName | { state: StateName };
    role?: 'alert' | 'status';
  },
) {
  const { icon, title, reason, action, role = 'status' } = props;
  return (
    <Panel role={role}>
      {typeof icon === 'string' ? (
        <Icon name={icon} size={22} color={token('text.muted')} />
      ) : (
        <StateIcon state={icon.state} size={22} />
      )}
      <strong>{title}</strong>
      {reason && <p>{reason}</p>}
      {action}
    </Panel>
  );
}

/** Nothing in this view, and when there last was something. */
export function EmptyState(props: StatePanelProps & { icon?: IconName }) {
  return <StatePanel icon={props.icon ?? 'inbox'} {...props} />;
}

/** Nothing sends this kind of data yet. */
export function NotSetUp(props: StatePanelProps) {
  return <StatePanel icon="plus" {...props} />;
}

/** The person may not see it; says which permission it takes. */
export function NoPermission(props: {
  what: string;
  permission?: string;
  action?: ReactNode;
}) {
  const { what, permission, action } = props;
  return (
    <StatePanel
      icon="lock"
      title={`You cannot see ${what}`}
      reason={
        permission
          ? `It takes the permission “${permission}”. Ask the platform team for it.`
          : 'Ask the platform team for access.'
      }
      action={action}
    />
  );
}

/** It could not be loaded; a short code and a way to try again. */
export function Failed(props: StatePanelProps) {
  return <StatePanel icon={{ state: 'error' }} role="alert" {...props} />;
}
