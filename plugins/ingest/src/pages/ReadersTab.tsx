import {
  Card,
  formatCount,
  QueryStates,
  Skeleton,
  Stale,
} from '@quarterdeck/plugin-portal-react';
import { useReaders } from '../api/ingestQueries';
import { ReaderActions } from '../components/ReaderActions';
import { ReadersTable } from '../components/ReadersTable';

/** How far each reader of the log has come, and what to do about one that hangs. */
export function ReadersTab() {
  const query = useReaders();
  const head = query.data?.head;
  const stopped =
    query.data?.items.filter(reader => reader.state === 'stopped') ?? [];
  const outdated =
    query.data?.items.filter(
      reader => reader.outdated && reader.state === 'running',
    ) ?? [];
  return (
    <>
      {outdated.map(reader => (
        <Stale key={reader.consumer}>
          An older version of the portal made the tables of {reader.consumer},
          and building them anew was given up
          {reader.stateReason && `: ${reader.stateReason}`}. Some columns stay
          empty until it is rebuilt.
        </Stale>
      ))}
      {stopped.map(reader => (
        <Stale key={reader.consumer}>
          {reader.consumer} has stopped, so its pages stay as they are
          {reader.stateReason && `: ${reader.stateReason}`}
        </Stale>
      ))}
      <Card
        title="Readers of the log"
        flush
        right={head && `Log position ${formatCount(Number(head))}`}
      >
        <QueryStates
          query={query}
          what="the readers of the log"
          skeleton={<Skeleton rows={5} height={20} />}
        >
          {({ items }) => (
            <ReadersTable
              readers={items}
              actions={reader => <ReaderActions reader={reader} />}
            />
          )}
        </QueryStates>
      </Card>
    </>
  );
}
