import {
  Card,
  FilterBar,
  HeaderTools,
  Page,
  PageHead,
  QueryStates,
  ScopePicker,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { rotateStates } from '@quarterdeck/plugin-security-common';
import { useSecrets } from '../api/lists';
import { useOverview } from '../api/queries';
import { NoFindings } from '../components/NoFindings';
import { SecurityTabs } from '../components/SecurityTabs';
import { rotateWords } from './rotateWords';
import { SecretDrawer } from './SecretDrawer';
import { SecretsTable } from './SecretsTable';

/** One task per leaked value, wherever it stands: rotate once, not per file. */
export function SecretsPage() {
  const url = useUrlState();
  const { scope } = useScope();
  const chosen = rotateStates.filter(state =>
    url.list('state').includes(state),
  );
  const secrets = useSecrets({
    scope,
    state: chosen.length > 0 ? chosen : ['to_rotate', 'rotating'],
  });
  // What is known of the secret scans: an empty list may mean that none ran.
  const overview = useOverview({
    scope,
    kind: ['secret'],
    from: 'now-30d',
    to: 'now',
  });
  const open = url.get('open');
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
      </HeaderTools>
      <PageHead
        title="Secrets to rotate"
        sentence="one task per value, across files and repositories; the value itself is not stored"
      />
      <SecurityTabs at="secrets" />
      <Card flush>
        <FilterBar
          url={url}
          label="Filter secrets"
          fields={[
            {
              key: 'state',
              label: 'State',
              options: rotateStates.map(value => ({
                value,
                label: rotateWords[value].word,
              })),
            },
          ]}
        />
        <QueryStates what="the secrets" query={secrets}>
          {({ items }) => (
            <SecretsTable
              items={items}
              open={open}
              onOpen={({ id }) => url.set({ open: id })}
              more={secrets.more}
              empty={
                <QueryStates what="the secret scans" query={overview}>
                  {({ knowledge, meta }) => (
                    <NoFindings
                      knowledge={knowledge}
                      narrowed={chosen.length > 0}
                      visibility={meta.visibility}
                    />
                  )}
                </QueryStates>
              }
            />
          )}
        </QueryStates>
      </Card>
      {open && (
        <SecretDrawer id={open} onClose={() => url.set({ open: undefined })} />
      )}
    </Page>
  );
}
