import { useMemo } from 'react';
import Button from '@mui/material/Button';
import {
  deliveryStatuses,
  doors,
  Delivery,
} from '@quarterdeck/plugin-ingest-common';
import {
  Card,
  Drawer,
  EmptyState,
  FilterBar,
  FilterField,
  HeaderTools,
  QueryStates,
  Skeleton,
  TimeRange,
  UrlState,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import {
  DeliveryFilter,
  useDeliveries,
  useDelivery,
  useNewDeliveries,
  useSources,
} from '../api/ingestQueries';
import { DeliveriesTable } from '../components/DeliveriesTable';
import { DeliveryDetailView } from '../components/DeliveryDetailView';
import { doorWords, shortReceipt } from '../components/deliveryWords';
import { timeBound } from '../components/timeBound';

const defaultRange = 'now-28d';

const statusWords = {
  accepted: 'Accepted',
  rejected: 'Rejected',
  receiving: 'Receiving',
};

/** What the address asks for, as the API takes it. */
function useDeliveryFilter(url: UrlState): DeliveryFilter {
  return useMemo(() => {
    const now = new Date();
    const known = <T extends string>(all: readonly T[], key: string) =>
      all.filter(value => url.list(key).includes(value));
    return {
      source: url.list('source'),
      door: known(doors, 'door'),
      status: known(deliveryStatuses, 'status'),
      unclaimed: url.get('unclaimed') === 'true' ? 'true' : undefined,
      text: url.get('text')?.slice(0, 200),
      cause: url.get('cause'),
      from: timeBound(url.get('from') ?? defaultRange, now),
      to: timeBound(url.get('to'), now),
    };
  }, [url]);
}

const isFiltered = (filter: DeliveryFilter) =>
  Object.entries(filter).some(
    ([key, value]) =>
      key !== 'from' && value !== undefined && String(value) !== '',
  );

/** Every delivery, and what became of it. */
export function DeliveriesTab() {
  const url = useUrlState();
  const filter = useDeliveryFilter(url);
  const sources = useSources();
  const query = useDeliveries(filter);
  const rows = useMemo(
    () => query.data?.pages.flatMap(page => page.items) ?? [],
    [query.data],
  );
  const fresh = useNewDeliveries(filter, rows[0]?.receipt);
  const fields: FilterField[] = [
    {
      key: 'source',
      label: 'Source',
      free: true,
      options: (sources.data?.items ?? []).map(({ id }) => ({
        value: id,
        label: id,
      })),
    },
    {
      key: 'status',
      label: 'Status',
      options: deliveryStatuses.map(value => ({
        value,
        label: statusWords[value],
      })),
    },
    {
      key: 'door',
      label: 'Door',
      options: doors.map(value => ({ value, label: doorWords[value] })),
    },
    {
      key: 'unclaimed',
      label: 'Entity',
      options: [{ value: 'true', label: 'Unclaimed' }],
    },
  ];
  return (
    <Card flush>
      <HeaderTools>
        <TimeRange url={url} fallback={defaultRange} />
      </HeaderTools>
      <FilterBar
        url={url}
        fields={fields}
        search={{ key: 'text', placeholder: 'Receipt, name, subject, reason' }}
      />
      {fresh > 0 && (
        <Button fullWidth size="small" onClick={() => query.refetch()}>
          {fresh >= 50 ? 'Over 50' : fresh} new
        </Button>
      )}
      <QueryStates
        query={query}
        what="the deliveries"
        skeleton={<Skeleton rows={12} height={20} />}
      >
        {() => (
          <DeliveriesTable
            deliveries={rows}
            openReceipt={url.get('open')}
            onOpen={one => url.set({ open: one.receipt, part: undefined })}
            more={
              query.hasNextPage
                ? {
                    load: () => query.fetchNextPage(),
                    loading: query.isFetchingNextPage,
                  }
                : undefined
            }
            empty={
              isFiltered(filter) ? (
                <EmptyState
                  title="No delivery fits the filter"
                  reason="Take a filter away, or look at a longer time."
                />
              ) : (
                <EmptyState
                  title="Nothing was delivered in this time"
                  reason="Once a source sends, each delivery stands here with what was read from it."
                />
              )
            }
          />
        )}
      </QueryStates>
      <DeliveryDrawer url={url} rows={rows} />
    </Card>
  );
}

function DeliveryDrawer(props: { url: UrlState; rows: readonly Delivery[] }) {
  const { url, rows } = props;
  const receipt = url.get('open');
  const detail = useDelivery(receipt);
  const index = rows.findIndex(row => row.receipt === receipt);
  const walk = (to: number) =>
    rows[to] && (() => url.set({ open: rows[to].receipt, part: undefined }));
  return (
    <Drawer
      open={receipt !== undefined}
      title={`Delivery ${shortReceipt(receipt ?? '')}`}
      wide
      onClose={() => url.set({ open: undefined, part: undefined })}
      onPrevious={walk(index - 1)}
      onNext={index === -1 ? undefined : walk(index + 1)}
    >
      <QueryStates query={detail} what="the delivery">
        {found => (
          <DeliveryDetailView
            key={found.receipt}
            detail={found}
            showBody={url.get('part') === 'body'}
          />
        )}
      </QueryStates>
    </Drawer>
  );
}
