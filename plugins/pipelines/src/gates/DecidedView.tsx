import {
  GateRequest,
  GateRequestState,
  gateRequestStates,
} from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  EmptyState,
  FilterBar,
  QueryStates,
  UrlState,
} from '@quarterdeck/plugin-portal-react';
import { useGateRequests } from '../api/gateQueries';
import { requestWords } from './gateWords';
import { RequestsTable } from './RequestsTable';

const decidedStates = gateRequestStates.filter(state => state !== 'waiting');

/** Gates that were decided, newest first, a page at a time. */
export function DecidedView(props: {
  url: UrlState;
  scope?: string;
  open?: string;
  onOpen: (request: GateRequest) => void;
}) {
  const { url, scope, open, onOpen } = props;
  const chosen = url.list('state');
  const state: GateRequestState[] = decidedStates.filter(
    one => chosen.length === 0 || chosen.includes(one),
  );
  const gates = useGateRequests({ scope, state });
  return (
    <Card flush>
      <FilterBar
        url={url}
        fields={[
          {
            key: 'state',
            label: 'State',
            options: decidedStates.map(value => ({
              value,
              label: requestWords(value).word,
            })),
          },
        ]}
      />

      <QueryStates what="the gates" query={gates}>
        {({ items }) => (
          <RequestsTable
            label="Decided gates"
            of="decided"
            requests={items}
            onOpen={onOpen}
            selectedKey={open}
            more={gates.more}
            empty={
              <EmptyState
                icon="gate"
                title="No gate was decided"
                reason={
                  chosen.length > 0
                    ? 'No gate of the scope ended like this.'
                    : 'Gates appear here once a pipeline or a provider asked and was answered.'
                }
              />
            }
          />
        )}
      </QueryStates>
    </Card>
  );
}
