import { useMemo } from 'react';
import {
  Card,
  EmptyState,
  FilterBar,
  QueryStates,
  TextLink,
  useUrlState,
  View,
  Views,
} from '@quarterdeck/plugin-portal-react';
import { useFacets } from '../api/queries';
import { useMyLogins } from '../api/useMyLogins';
import { RunFilter, useRuns } from '../api/useRuns';
import { ExportMenu } from './ExportMenu';
import { filterOf, runFilterFields } from './runFilter';
import { RunsTable } from './RunsTable';

const views = [
  { key: undefined, label: 'All runs' },
  { key: 'mine', label: 'My changes' },
  { key: 'default', label: 'Default branch' },
  { key: 'failed', label: 'Failed' },
  { key: 'running', label: 'Running now' },
  { key: 'waiting', label: 'Waiting at a gate' },
  { key: 'flaky', label: 'Flaky' },
];

const noFacets = { entities: [], pipelines: [], branches: [], actors: [] };

/** Views, filters and the table of runs; for everything, a scope, or one entity. */
export function RunList(props: { scope?: string; entityRef?: string }) {
  const { scope, entityRef } = props;
  const url = useUrlState();
  const current = url.get('view');
  const mine = current === 'mine';
  const logins = useMyLogins(mine);
  const filter = useMemo<RunFilter>(
    () => ({
      ...filterOf(url, scope),
      ...(entityRef && { entity: [entityRef] }),
      ...(mine && { actor: logins }),
    }),
    [url, scope, entityRef, mine, logins],
  );
  const runs = useRuns(filter, { enabled: !mine || logins !== undefined });
  const facets = useFacets({
    scope,
    entity: entityRef ? [entityRef] : undefined,
  });
  const items: View[] = views.map(({ key, label }) => ({
    label,
    href: url.href({ view: key, cursor: undefined }),
    selected: current === key,
  }));
  const fields = runFilterFields(facets.data ?? noFacets).filter(
    field => !(entityRef && field.key === 'entity'),
  );
  return (
    <Card flush>
      <Views items={items} right={<ExportMenu filter={filter} />} />
      <FilterBar
        url={url}
        fields={fields}
        search={{ key: 'q', placeholder: 'Commit, branch, author or run' }}
      />
      <QueryStates what="the runs" query={runs}>
        {() => (
          <RunsTable
            runs={runs}
            withoutEntity={Boolean(entityRef)}
            empty={
              <EmptyState
                icon="pipe"
                title="No run fits"
                reason="No run of this scope matches the view and its filters."
                action={<TextLink to="?">Show all runs</TextLink>}
              />
            }
          />
        )}
      </QueryStates>
    </Card>
  );
}
