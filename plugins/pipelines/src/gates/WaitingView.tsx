import { GateRequest } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  EmptyState,
  QueryStates,
  Skeleton,
} from '@quarterdeck/plugin-portal-react';
import { useGateRequests, useProviderGates } from '../api/gateQueries';
import { WaitingCard } from '../components/WaitingCard';
import { RequestsTable } from './RequestsTable';

/** What waits for this person, then all that waits, then the providers' own. */
export function WaitingView(props: {
  scope?: string;
  open?: string;
  onOpen: (request: GateRequest) => void;
}) {
  const { scope, open, onOpen } = props;
  const mine = useGateRequests({ forMe: true, limit: 200 });
  const all = useGateRequests({ scope, state: ['waiting'] });
  const provider = useProviderGates({ scope });
  return (
    <>
      <Card title="Waits for you" flush>
        <QueryStates
          what="what waits for you"
          query={mine}
          skeleton={<Skeleton rows={2} height={20} />}
        >
          {({ items }) => (
            <RequestsTable
              label="Waits for you"
              of="mine"
              requests={items}
              onOpen={onOpen}
              selectedKey={open}
              more={mine.more}
              empty={
                <EmptyState
                  icon="check"
                  title="Nothing waits for you"
                  reason="Gates that need an approval of one of your groups appear here, unless the change is yours."
                />
              }
            />
          )}
        </QueryStates>
      </Card>
      <Card title="All that wait" flush>
        <QueryStates what="the gates" query={all}>
          {({ items }) => (
            <RequestsTable
              label="All that wait"
              of="waiting"
              requests={items}
              onOpen={onOpen}
              selectedKey={open}
              more={all.more}
              empty={
                <EmptyState
                  icon="gate"
                  title="No gate of the portal waits"
                  reason="A gate waits when a provider or a pipeline asked and a check or an approval is still open."
                />
              }
            />
          )}
        </QueryStates>
      </Card>
      {provider.error && !provider.data && (
        <QueryStates what="the providers' gates" query={provider}>
          {() => null}
        </QueryStates>
      )}
      <WaitingCard
        title="Waiting at the providers"
        gates={(provider.data?.items ?? []).filter(
          gate => gate.state === 'pending' && gate.kind !== 'policy',
        )}
      />
    </>
  );
}
