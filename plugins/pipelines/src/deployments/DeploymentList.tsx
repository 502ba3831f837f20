import { useMemo } from 'react';
import {
  Card,
  EmptyState,
  FilterBar,
  QueryStates,
  RelativeTime,
  Skeleton,
  TextLink,
  useUrlState,
  View,
  Views,
} from '@quarterdeck/plugin-portal-react';
import { DeploymentFilter, useDeployments } from '../api/useDeployments';
import {
  deploymentFilterOf,
  listFields,
  placeFields,
} from './deploymentFilter';
import { DeploymentsTable } from './DeploymentsTable';
import { useKnownPlaces } from './useKnownPlaces';

const views = [
  { key: undefined, label: 'All' },
  { key: 'production', label: 'Production' },
  { key: 'active', label: 'Under way' },
  { key: 'waiting', label: 'Waiting' },
  { key: 'failed', label: 'Failed' },
  { key: 'rollbacks', label: 'Rollbacks' },
];

/** Views, filters and the table of deployments; of a scope, or of one entity. */
export function DeploymentList(props: { scope?: string; entityRef?: string }) {
  const { scope, entityRef } = props;
  const url = useUrlState();
  const filter = useMemo<DeploymentFilter>(
    () => ({
      ...deploymentFilterOf(url, scope, entityRef ? undefined : 'now-28d'),
      ...(entityRef && { entity: [entityRef] }),
    }),
    [url, scope, entityRef],
  );
  const deployments = useDeployments(filter);
  const known = useKnownPlaces({
    scope,
    entity: entityRef ? [entityRef] : undefined,
  });
  const items: View[] = views.map(({ key, label }) => ({
    label,
    href: url.href({ view: key, cursor: undefined }),
    selected: url.get('view') === key,
  }));
  const fields = [...placeFields(known), ...listFields].filter(
    field => !(entityRef && field.key === 'entity'),
  );
  const last = deployments.data?.first.meta.lastEventAt;
  return (
    <Card flush>
      <Views items={items} />
      <FilterBar
        url={url}
        fields={fields}
        search={{ key: 'q', placeholder: 'Version, commit or person' }}
      />
      <QueryStates
        what="the deployments"
        query={deployments}
        skeleton={<Skeleton rows={8} height={20} />}
      >
        {() => (
          <DeploymentsTable
            deployments={deployments}
            withoutEntity={Boolean(entityRef)}
            empty={
              <EmptyState
                icon="rocket"
                title="No deployment fits"
                reason={
                  <>
                    No deployment matches the view, the time and the filters.
                    {last && (
                      <>
                        {' '}
                        The newest event arrived <RelativeTime at={last} />.
                      </>
                    )}
                  </>
                }
                action={<TextLink to="?">Show all deployments</TextLink>}
              />
            }
          />
        )}
      </QueryStates>
    </Card>
  );
}
