import {
  Card,
  FilterBar,
  QueryStates,
  Skeleton,
  TextLink,
  TwoColumn,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { useRejectedCauses, useSources } from '../api/ingestQueries';
import { RejectedTable } from '../components/RejectedTable';
import { RejectPanel } from '../components/RejectPanel';
import { ReplayAllButton } from '../components/ReplayAllButton';

/** What could not be read, by what to change. */
export function RejectedTab() {
  const url = useUrlState();
  const sources = useSources();
  const query = useRejectedCauses(url.list('source'));
  const causes = query.data?.items ?? [];
  const chosen = url.get('cause');
  const cause =
    chosen === 'none'
      ? undefined
      : causes.find(one => one.cause === chosen) ?? causes[0];
  return (
    <TwoColumn
      railWidth={372}
      main={
        <Card
          title="Rejected, by cause"
          flush
          right={<ReplayAllButton causes={causes} />}
        >
          <FilterBar
            url={url}
            fields={[
              {
                key: 'source',
                label: 'Source',
                options: (sources.data?.items ?? []).map(({ id }) => ({
                  value: id,
                  label: id,
                })),
              },
            ]}
          />
          <QueryStates
            query={query}
            what="the rejected deliveries"
            skeleton={<Skeleton rows={6} height={20} />}
          >
            {({ items }) => (
              <RejectedTable
                causes={items}
                selectedCause={cause?.cause}
                onOpen={one => url.set({ cause: one.cause })}
              />
            )}
          </QueryStates>
        </Card>
      }
      rail={
        cause && (
          <>
            <RejectPanel
              key={cause.cause}
              receipt={cause.lastReceipt}
              same={cause.count}
              onClose={() => url.set({ cause: 'none' })}
            />
            <Card
              title="All with this cause"
              right={
                <ReplayAllButton
                  causes={causes}
                  cause={cause.cause}
                  label="Read these again"
                />
              }
            >
              <TextLink
                to={`/ingest/deliveries?status=rejected&cause=${encodeURIComponent(
                  cause.cause,
                )}`}
              >
                Show its deliveries
              </TextLink>
            </Card>
          </>
        )
      }
    />
  );
}
