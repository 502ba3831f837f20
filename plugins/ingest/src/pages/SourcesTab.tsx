import { UseQueryResult } from '@tanstack/react-query';
import {
  IngestOverview,
  sourceStates,
} from '@quarterdeck/plugin-ingest-common';
import {
  Card,
  Drawer,
  FilterChip,
  FilterField,
  QueryStates,
  Skeleton,
  TextLink,
  TwoColumn,
  UrlState,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import {
  useReaders,
  useRejectedCauses,
  useSources,
} from '../api/ingestQueries';
import { useDoorAddress } from '../api/useDoorAddress';
import { doorWords, sourceWord } from '../components/deliveryWords';
import { IngestTiles } from '../components/IngestTiles';
import { MinuteChart } from '../components/MinuteChart';
import { ReadersTable } from '../components/ReadersTable';
import { RejectedTable } from '../components/RejectedTable';
import { RejectPanel } from '../components/RejectPanel';
import { ReplayAllButton } from '../components/ReplayAllButton';
import { SourceDetail } from '../components/SourceDetail';
import { SourcesTable } from '../components/SourcesTable';

const filters: FilterField[] = [
  {
    key: 'state',
    label: 'State',
    options: sourceStates.map(value => ({
      value,
      label: sourceWord(value).word,
    })),
  },
  {
    key: 'door',
    label: 'Door',
    options: Object.entries(doorWords).map(([value, label]) => ({
      value,
      label,
    })),
  },
];

/** Does everything arrive? Numbers, sources, readers, and the newest reject. */
export function SourcesTab(props: {
  overview: UseQueryResult<IngestOverview, Error>;
}) {
  const url = useUrlState();
  const sources = useSources();
  const readers = useReaders();
  const rejected = useRejectedCauses();
  const causes = rejected.data?.items ?? [];
  const chosen = url.get('cause');
  // The newest cause is open until somebody closes it.
  const cause = causes.find(one => one.cause === chosen) ?? causes[0];
  const isOpen = cause !== undefined && chosen !== 'none';
  return (
    <>
      <QueryStates
        query={props.overview}
        what="the numbers of ingest"
        skeleton={<Skeleton rows={3} height={20} />}
      >
        {overview => <IngestTiles overview={overview} />}
      </QueryStates>
      <TwoColumn
        railWidth={372}
        main={
          <>
            <Card
              title="Sources"
              flush
              right={filters.map(field => (
                <FilterChip key={field.key} field={field} url={url} />
              ))}
            >
              <QueryStates
                query={sources}
                what="the sources"
                skeleton={<Skeleton rows={7} height={20} />}
              >
                {({ items }) => (
                  <SourcesTable
                    sources={items}
                    states={url.list('state')}
                    doors={url.list('door')}
                    selectedId={
                      url.get('source') ?? (isOpen ? cause.source : undefined)
                    }
                    onOpen={source => url.set({ source: source.id })}
                  />
                )}
              </QueryStates>
            </Card>
            <Card
              title="Rejected, by cause"
              flush
              right={<ReplayAllButton causes={causes} />}
            >
              <QueryStates query={rejected} what="the rejected deliveries">
                {({ items }) => (
                  <RejectedTable
                    causes={items.slice(0, 10)}
                    short
                    selectedCause={isOpen ? cause.cause : undefined}
                    onOpen={one => url.set({ cause: one.cause })}
                  />
                )}
              </QueryStates>
            </Card>
            {props.overview.data && (
              <MinuteChart minutes={props.overview.data.minutes} />
            )}
          </>
        }
        rail={
          <>
            <Card
              title="Readers of the log"
              flush
              right={<TextLink to="/ingest/readers">Details</TextLink>}
            >
              <QueryStates query={readers} what="the readers of the log">
                {({ items }) => <ReadersTable readers={items} />}
              </QueryStates>
            </Card>
            {isOpen && (
              <RejectPanel
                key={cause.cause}
                receipt={cause.lastReceipt}
                same={cause.count}
                onClose={() => url.set({ cause: 'none' })}
              />
            )}
          </>
        }
      />
      <SourceDrawer url={url} />
    </>
  );
}

function SourceDrawer({ url }: { url: UrlState }) {
  const id = url.get('source');
  const sources = useSources();
  const baseUrl = useDoorAddress();
  const items = sources.data?.items ?? [];
  const index = items.findIndex(source => source.id === id);
  const walk = (to: number) =>
    items[to] && (() => url.set({ source: items[to].id }));
  return (
    <Drawer
      open={id !== undefined}
      title={id ?? ''}
      wide
      onClose={() => url.set({ source: undefined })}
      onPrevious={walk(index - 1)}
      onNext={index === -1 ? undefined : walk(index + 1)}
    >
      <QueryStates query={sources} what="the source">
        {() =>
          items[index] ? (
            <SourceDetail source={items[index]} baseUrl={baseUrl} />
          ) : (
            <p>
              No source has the name “{id}”. Deliveries of a source that left
              the configuration stay in the list of deliveries.
            </p>
          )
        }
      </QueryStates>
    </Drawer>
  );
}
