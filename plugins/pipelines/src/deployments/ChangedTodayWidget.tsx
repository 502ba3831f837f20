import { styled } from '@mui/material/styles';
import { DeploymentSummary } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  EmptyState,
  EntityChip,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  Skeleton,
  StateIcon,
  TextLink,
  token,
  useKnownPerson,
  useScope,
} from '@quarterdeck/plugin-portal-react';
import { useMemo } from 'react';
import { useDeployments } from '../api/useDeployments';
import {
  deploymentHref,
  kindWords,
  labelOf,
  placeName,
} from './deploymentText';

const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: '4px 0 8px',
  '& li': {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) auto',
    columnGap: 8,
    alignItems: 'center',
    minHeight: 44,
    padding: '4px 16px',
    fontSize: 13,
  },
  '& li + li': { borderTop: `1px solid ${token('border.subtle')}` },
});

/** What was deployed; the service's name gives way, its version does not. */
const What = styled('div')({
  minWidth: 0,
  display: 'flex',
  gap: 8,
  alignItems: 'baseline',
  whiteSpace: 'nowrap',
  '& > *': { flex: 'none' },
  '& > *:first-of-type': { flex: '0 1 auto', minWidth: 0 },
});

/** Where it went and who sent it. */
const Where = styled('div')({
  minWidth: 0,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  fontSize: 12,
  color: token('text.secondary'),
});

const shownAtMost = 8;

/** What waits or is queued has changed nothing yet. */
const changing = [
  'in_progress',
  'paused',
  'verifying',
  'succeeded',
  'failed',
  'aborted',
  'superseded',
] as const;

function WhereAndWho({ item }: { item: DeploymentSummary }) {
  const known = useKnownPerson(item.actor?.login);
  const words = [
    placeName({ environment: item.environment.name, region: item.region }),
    item.kind === 'planned' ? undefined : kindWords[item.kind],
    known?.displayName ?? item.actor?.name ?? item.actor?.login,
  ]
    .filter(Boolean)
    .join(', ');
  return <Where title={words}>{words}</Where>;
}

/** What reached production since this morning, newest first. */
export function ChangedTodayWidget() {
  const { scope } = useScope();
  const filter = useMemo(() => {
    const midnight = new Date();
    midnight.setHours(0, 0, 0, 0);
    return {
      scope,
      tier: ['production' as const],
      state: [...changing],
      from: midnight.toISOString(),
      limit: shownAtMost,
    };
  }, [scope]);
  const deployments = useDeployments(filter);
  return (
    <Card
      title="Changed in production today"
      flush
      right={
        <TextLink to="/deployments?view=production">
          {deployments.data?.partial ? 'All of them' : 'Deployments'}
        </TextLink>
      }
    >
      <QueryStates
        what="what changed today"
        query={deployments}
        skeleton={<Skeleton rows={3} height={20} />}
      >
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon="rocket"
              title="Nothing yet today"
              reason="No deployment to production since midnight, your time."
            />
          ) : (
            <List>
              {items.map(item => (
                <li key={deploymentHref(item)}>
                  <StateIcon
                    state={
                      // Replaced since, and it did arrive.
                      item.outcome === 'succeeded'
                        ? 'success'
                        : item.status.state
                    }
                    label={item.status.word}
                  />
                  <div style={{ minWidth: 0 }}>
                    <What>
                      <EntityChip
                        entityRef={item.entityRef}
                        subject={`${item.instance}/${item.project}`}
                      />
                      <TextLink to={deploymentHref(item)}>
                        <Mono>{labelOf(item.label)}</Mono>
                      </TextLink>
                    </What>
                    <WhereAndWho item={item} />
                  </div>
                  <Muted>
                    <RelativeTime at={item.listedAt} />
                  </Muted>
                </li>
              ))}
            </List>
          )
        }
      </QueryStates>
    </Card>
  );
}
