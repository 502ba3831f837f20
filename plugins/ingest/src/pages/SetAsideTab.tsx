import { IngestDeadLetter } from '@quarterdeck/plugin-ingest-common';
import {
  Card,
  Column,
  DataTable,
  Drawer,
  EmptyState,
  EntityChip,
  FilterBar,
  formatCount,
  Mono,
  QueryStates,
  RelativeTime,
  Skeleton,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { useDeadLetters, useReaders } from '../api/ingestQueries';
import { DeadLetterDetail } from '../components/DeadLetterDetail';

const columns: Column<IngestDeadLetter>[] = [
  {
    key: 'reader',
    title: 'Reader',
    width: 130,
    fixed: true,
    render: letter => <b>{letter.consumer}</b>,
  },
  {
    key: 'type',
    title: 'Event',
    width: 190,
    render: letter => (
      <Mono title={letter.event.type}>{letter.event.type}</Mono>
    ),
  },
  {
    key: 'error',
    title: 'Error',
    render: letter => <span title={letter.error}>{letter.error}</span>,
  },
  {
    key: 'entity',
    title: 'Entity',
    width: 170,
    priority: 2,
    render: letter => (
      <EntityChip
        entityRef={letter.event.entityRef ?? null}
        subject={letter.event.subject}
      />
    ),
  },
  {
    key: 'position',
    title: 'Position',
    numeric: true,
    width: 110,
    priority: 3,
    render: letter => formatCount(Number(letter.event.position)),
  },
  {
    key: 'tries',
    title: 'Tries',
    numeric: true,
    width: 60,
    priority: 3,
    render: letter => formatCount(letter.tries),
  },
  {
    key: 'failed',
    title: 'Failed',
    numeric: true,
    width: 110,
    render: letter =>
      letter.replayRequested ? (
        'asked again'
      ) : (
        <RelativeTime at={letter.failedAt} />
      ),
  },
];

/** Events a reader could not apply: why, what was in them, try again. */
export function SetAsideTab() {
  const url = useUrlState();
  const readers = useReaders();
  const chosen = url.list('reader');
  // The API narrows to one reader; a choice of several is made here.
  const query = useDeadLetters(chosen.length === 1 ? chosen[0] : undefined);
  const rows = (query.data?.pages ?? [])
    .flatMap(page => page.items)
    .filter(({ consumer }) => !chosen.length || chosen.includes(consumer));
  const openId = url.get('open');
  const index = rows.findIndex(letter => letter.id === openId);
  const walk = (to: number) =>
    rows[to] && (() => url.set({ open: rows[to].id }));
  return (
    <Card flush>
      <FilterBar
        url={url}
        fields={[
          {
            key: 'reader',
            label: 'Reader',
            options: (readers.data?.items ?? []).map(({ consumer }) => ({
              value: consumer,
              label: consumer,
            })),
          },
        ]}
      />
      <QueryStates
        query={query}
        what="the events set aside"
        skeleton={<Skeleton rows={6} height={20} />}
      >
        {() => (
          <DataTable
            label="Events set aside"
            columns={columns}
            rows={rows}
            rowKey={letter => letter.id}
            selectedKey={openId}
            onOpen={letter => url.set({ open: letter.id })}
            more={
              query.hasNextPage
                ? {
                    load: () => query.fetchNextPage(),
                    loading: query.isFetchingNextPage,
                  }
                : undefined
            }
            empty={
              <EmptyState
                icon="check"
                title="Nothing is set aside"
                reason="An event that a reader cannot apply would stand here, while the rest goes on."
              />
            }
          />
        )}
      </QueryStates>
      <Drawer
        open={openId !== undefined}
        title="Event set aside"
        wide
        onClose={() => url.set({ open: undefined })}
        onPrevious={walk(index - 1)}
        onNext={index === -1 ? undefined : walk(index + 1)}
      >
        <QueryStates query={query} what="the event">
          {() =>
            rows[index] ? (
              <DeadLetterDetail
                key={rows[index].id}
                letter={rows[index]}
                reader={readers.data?.items.find(
                  reader => reader.consumer === rows[index].consumer,
                )}
              />
            ) : (
              <p>It is not in the list any more: it may have been applied.</p>
            )
          }
        </QueryStates>
      </Drawer>
    </Card>
  );
}
