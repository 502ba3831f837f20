import Button from '@mui/material/Button';
import { useState } from 'react';
import {
  Card,
  EmptyState,
  FilterBar,
  HeaderTools,
  Icon,
  Page,
  PageHead,
  QueryStates,
  ScopePicker,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { acceptanceStates } from '@quarterdeck/plugin-security-common';
import { useAcceptances } from '../api/lists';
import { SecurityTabs } from '../components/SecurityTabs';
import { AcceptancesTable } from './AcceptancesTable';
import { acceptanceWords } from './acceptanceWords';
import { NewAcceptance } from './NewAcceptance';

/** Risks that were accepted, for a time: who answers for them, and until when. */
export function AcceptancesPage() {
  const url = useUrlState();
  const { scope } = useScope();
  const [adding, setAdding] = useState(false);
  const chosen = acceptanceStates.filter(state =>
    url.list('state').includes(state),
  );
  const acceptances = useAcceptances({
    scope,
    state: chosen.length > 0 ? chosen : ['active', 'ending'],
  });
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
      </HeaderTools>
      <PageHead
        title="Accepted risk"
        sentence="each with an owner, a reason and an end"
        actions={
          <Button
            variant="outlined"
            startIcon={<Icon name="plus" size={14} />}
            onClick={() => setAdding(true)}
          >
            Accept a rule or CVE
          </Button>
        }
      />
      <SecurityTabs at="acceptances" />
      <Card flush>
        <FilterBar
          url={url}
          label="Filter accepted risks"
          fields={[
            {
              key: 'state',
              label: 'State',
              options: acceptanceStates.map(value => ({
                value,
                label: acceptanceWords[value].word,
              })),
            },
          ]}
        />
        <QueryStates what="the accepted risks" query={acceptances}>
          {({ items }) => (
            <AcceptancesTable
              items={items}
              more={acceptances.more}
              footer={
                chosen.length === 0 && (
                  <Button
                    size="small"
                    color="inherit"
                    onClick={() => url.set({ state: ['expired', 'revoked'] })}
                  >
                    Show those that ended
                  </Button>
                )
              }
              empty={
                <EmptyState
                  icon="check"
                  title={
                    chosen.length > 0
                      ? 'No acceptance is in this state'
                      : 'No risk is accepted'
                  }
                  reason="An acceptance holds findings back for a time: one by one from the list, or a rule or CVE in many services at once."
                />
              }
            />
          )}
        </QueryStates>
      </Card>
      {adding && <NewAcceptance onClose={() => setAdding(false)} />}
    </Page>
  );
}
