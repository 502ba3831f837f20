import {
  Card,
  EmptyState,
  FilterBar,
  HeaderTools,
  Page,
  PageHead,
  QueryStates,
  ScopePicker,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { knowledges } from '@quarterdeck/plugin-security-common';
import { useCoverage } from '../api/lists';
import { SecurityTabs } from '../components/SecurityTabs';
import { CoverageMatrix } from './CoverageMatrix';
import { FirstCaught } from './FirstCaught';
import { knowledgeWords } from './knowledgeWords';

/** Which scans every service has, how fresh, and in which stage they first catch things. */
export function CoveragePage() {
  const url = useUrlState();
  const { scope } = useScope();
  const state = knowledges.filter(one => url.list('state').includes(one));
  const coverage = useCoverage({ scope, state, entity: url.list('entity') });
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
      </HeaderTools>
      <PageHead
        title="Scan coverage"
        sentence="what is scanned where, how fresh, and how early"
      />
      <SecurityTabs at="coverage" />
      <Card flush>
        <FilterBar
          url={url}
          label="Filter coverage"
          fields={[
            {
              key: 'state',
              label: 'State',
              options: knowledges.map(value => ({
                value,
                label: knowledgeWords[value].word,
              })),
            },
            { key: 'entity', label: 'Entity', options: [], free: true },
          ]}
        />
        <QueryStates what="the coverage" query={coverage}>
          {({ items }) => (
            <CoverageMatrix
              items={items}
              more={coverage.more}
              empty={
                <EmptyState
                  icon="shield"
                  title="No service fits"
                  reason="Services come from the catalog; choose another scope or filter."
                />
              }
            />
          )}
        </QueryStates>
      </Card>
      {coverage.data && coverage.data.items.length > 0 && (
        <FirstCaught items={coverage.data.items} />
      )}
    </Page>
  );
}
