import { useQuery } from '@tanstack/react-query';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { z } from 'zod';
import { homeServiceSchema } from '@quarterdeck/plugin-pipelines-common';
import {
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  Muted,
  QueryStates,
  RelativeTime,
  RunStrip,
  StatusChip,
  TextLink,
  useScope,
} from '@quarterdeck/plugin-portal-react';
import { useHome } from '../api/queries';
import { FailingCard } from './FailingCard';
import { stateOf } from './runWords';
import { stripBars } from './stripBars';

type Service = z.output<typeof homeServiceSchema>;

const columns: Column<Service>[] = [
  {
    key: 'service',
    title: 'Service',
    width: '34%',
    render: service => <EntityChip entityRef={service.entityRef} />,
  },
  {
    key: 'ci',
    title: 'CI on the default branch',
    width: '24%',
    render: ({ status }) =>
      status ? (
        <StatusChip state={stateOf(status)} word={status.word} />
      ) : (
        <Muted>no run yet</Muted>
      ),
  },
  {
    key: 'since',
    title: 'Since',
    width: 112,
    priority: 2,
    render: ({ since }) => (since ? <RelativeTime at={since} /> : '–'),
  },
  {
    key: 'runs',
    title: 'Last 20 runs',
    render: ({ lastRuns, entityRef }) => (
      <RunStrip
        label={`Last runs of ${entityRef}`}
        runs={stripBars(lastRuns)}
        height={20}
        barWidth={4}
      />
    ),
  },
];

/** What is red, then the services of the scope, or of the person. */
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
    <QueryStates what="your services" query={home}>
      {answer => (
        <>
          <FailingCard items={answer.failing} total={answer.failing.length} />
          <DataTable
            label="Your services"
            columns={columns}
            rows={answer.services}
            rowKey={service => service.entityRef}
            empty={
              <EmptyState
                icon="box"
                title="You own no service yet"
                reason="Services of your teams appear here. Choose another scope above, or look through the catalog."
                action={<TextLink to="/catalog">Open the catalog</TextLink>}
              />
            }
            footer={
              answer.serviceCount > answer.services.length
                ? `${answer.services.length} of ${answer.serviceCount}`
                : undefined
            }
          />
        </>
      )}
    </QueryStates>
  );
}
