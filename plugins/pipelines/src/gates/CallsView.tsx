import {
  OutboxCall,
  outboxPurposes,
  outboxStates,
} from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  FilterBar,
  QueryStates,
  UrlState,
} from '@quarterdeck/plugin-portal-react';
import { useOutbox } from '../api/gateQueries';
import { CallsTable } from './CallsTable';
import { callWords } from './gateWords';

const purposeWords: Record<OutboxCall['purpose'], string> = {
  gate_callback: 'Answer of a gate',
  rollback: 'Rollback',
  rerun_failed_jobs: 'Failed jobs again',
};

/** Every call of the portal to a provider, newest first. */
export function CallsView(props: { url: UrlState; scope?: string }) {
  const { url, scope } = props;
  const states = url.list('state');
  const purposes = url.list('purpose');
  const calls = useOutbox({
    scope,
    state: outboxStates.filter(one => states.includes(one)),
    purpose: outboxPurposes.filter(one => purposes.includes(one)),
  });
  return (
    <Card flush>
      <FilterBar
        url={url}
        fields={[
          {
            key: 'state',
            label: 'State',
            options: outboxStates.map(value => ({
              value,
              label: callWords(value).word,
            })),
          },
          {
            key: 'purpose',
            label: 'Why',
            options: outboxPurposes.map(value => ({
              value,
              label: purposeWords[value],
            })),
          },
        ]}
      />

      <QueryStates what="the calls" query={calls}>
        {({ items }) => <CallsTable calls={items} more={calls.more} />}
      </QueryStates>
    </Card>
  );
}
