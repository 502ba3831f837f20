import { useQuery } from '@tanstack/react-query';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  Card,
  EmptyState,
  formatCount,
  QueryStates,
  Skeleton,
  TextLink,
  useScope,
} from '@quarterdeck/plugin-portal-react';
import { HomeAnswer } from '../api/answerTypes';
import { useHome } from '../api/queries';
import { FailingCard } from './FailingCard';
import { ServicesTable } from './ServicesTable';
import { StaleNotice } from './StaleNotice';
import { WaitingCard } from './WaitingCard';

/** The signed-in person's services: what is red, what waits, how CI does. */
export function HomeWidget() {
  const identity = useApi(identityApiRef);
  const { scope } = useScope();
  const me = useQuery({
    queryKey: ['portal', 'me'],
    staleTime: Infinity,
    queryFn: () => identity.getBackstageIdentity(),
  });
  const home = useHome(scope ?? me.data?.userEntityRef);
  return (
    <QueryStates
      what="your services"
      query={me.error ? { ...home, error: me.error } : home}
      skeleton={
        <Card title="Your services">
          <Skeleton rows={4} />
        </Card>
      }
    >
      {answer => <Services answer={answer} />}
    </QueryStates>
  );
}

function Services({ answer }: { answer: HomeAnswer }) {
  const { services, serviceCount, failing, waitingGates, meta } = answer;
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 16 }}>
      <StaleNotice meta={meta} />
      <FailingCard items={failing} total={failing.length} />
      <WaitingCard gates={waitingGates} />
      <Card
        title="Your services"
        flush
        right={
          <TextLink to="/pipelines">
            {serviceCount > services.length
              ? `All ${formatCount(serviceCount)}`
              : 'All runs'}
          </TextLink>
        }
      >
        {services.length > 0 ? (
          <ServicesTable services={services} />
        ) : (
          <EmptyState
            icon="box"
            title="No service is yours"
            reason="Services of your teams appear here; the owner stands in their catalog file."
            action={<TextLink to="/catalog">Open the catalog</TextLink>}
          />
        )}
      </Card>
    </div>
  );
}
