import {
  Card,
  FilterBar,
  HeaderTools,
  NotSetUp,
  Page,
  PageHead,
  QueryStates,
  ScopePicker,
  TextLink,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { EmptyState } from '@quarterdeck/plugin-portal-react';
import { findingKinds } from '@quarterdeck/plugin-security-common';
import { useImports } from '../api/lists';
import { kindWords } from '../components/findingWords';
import { SecurityTabs } from '../components/SecurityTabs';
import { ScansTable } from './ScansTable';
import { statusWords } from './scanWords';

const statuses = ['success', 'partial', 'failed'] as const;

/** Every report that was taken in, and what it changed. */
export function ScansPage() {
  const url = useUrlState();
  const { scope } = useScope();
  const filter = {
    entity: url.list('entity'),
    tool: url.list('tool'),
    kind: findingKinds.filter(kind => url.list('kind').includes(kind)),
    status: statuses.filter(status => url.list('status').includes(status)),
    pendingClose: url.get('pendingClose') === 'true' ? true : undefined,
  };
  const imports = useImports({ scope, ...filter });
  const narrowed =
    filter.pendingClose === true ||
    [filter.entity, filter.tool, filter.kind, filter.status].some(
      list => list.length > 0,
    );
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
      </HeaderTools>
      <PageHead title="Scans" sentence="every report taken in, newest first" />
      <SecurityTabs at="scans" />
      <Card flush>
        <FilterBar
          url={url}
          label="Filter scans"
          fields={[
            { key: 'entity', label: 'Entity', options: [], free: true },
            { key: 'tool', label: 'Tool', options: [], free: true },
            {
              key: 'kind',
              label: 'Kind',
              options: findingKinds.map(value => ({
                value,
                label: kindWords[value],
              })),
            },
            {
              key: 'status',
              label: 'Status',
              options: statuses.map(value => ({
                value,
                label: statusWords[value].word,
              })),
            },
            {
              key: 'pendingClose',
              label: 'Holding',
              options: [{ value: 'true', label: 'Holds findings back' }],
            },
          ]}
        />
        <QueryStates what="the scans" query={imports}>
          {({ items }) => (
            <ScansTable
              scans={items}
              more={imports.more}
              empty={
                narrowed ? (
                  <EmptyState
                    icon="search"
                    title="No scan fits"
                    action={<TextLink to="?">Show all scans</TextLink>}
                  />
                ) : (
                  <NotSetUp
                    title="No scan ever came in"
                    reason="Send the report of any scanner to the door; its format is detected."
                    action={
                      <TextLink to="/ingest?panel=add">Add a scanner</TextLink>
                    }
                  />
                )
              }
            />
          )}
        </QueryStates>
      </Card>
    </Page>
  );
}
