import { styled } from '@mui/material/styles';
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
    minHeight: 28,
    padding: '2px 16px',
    fontSize: 13,
  },
  '& li + li': { borderTop: `1px solid ${token('border.subtle')}` },
  '& li > div': {
    minWidth: 0,
    display: 'flex',
    gap: 8,
    alignItems: 'center',
    overflow: 'hidden',
    whiteSpace: 'nowrap',
  },
  // The service is read first; what has no room after it goes.
  '& li > div > *:first-of-type': { flex: '0 1 auto', minWidth: 72 },
  '& li > div > *': { flex: 'none' },
  '& li > div > *:last-child': {
    flex: '0 10 auto',
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
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
  const { rows } = deployments;
  return (
    <Card
      title="Changed in production today"
      flush
      right={
        <TextLink to="/deployments?view=production">
          {deployments.hasNextPage ? 'All of them' : 'Deployments'}
        </TextLink>
      }
    >
      <QueryStates
        what="what changed today"
        query={deployments}
        skeleton={<Skeleton rows={3} height={20} />}
      >
        {() =>
          rows.length === 0 ? (
            <EmptyState
              icon="rocket"
              title="Nothing yet today"
              reason="No deployment to production since midnight, your time."
            />
          ) : (
            <List>
              {rows.map(item => (
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
                  <div>
                    <EntityChip
                      entityRef={item.entityRef}
                      subject={`${item.instance}/${item.project}`}
                    />
                    <TextLink to={deploymentHref(item)}>
                      <Mono>{labelOf(item.label)}</Mono>
                    </TextLink>
                    <Muted>
                      {placeName({
                        environment: item.environment.name,
                        region: item.region,
                      })}
                    </Muted>
                    {item.kind !== 'planned' && (
                      <Muted>{kindWords[item.kind]}</Muted>
                    )}
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
