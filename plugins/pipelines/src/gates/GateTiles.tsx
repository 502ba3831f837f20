import {
  formatCount,
  formatDuration,
  Stale,
  StatTile,
  TextLink,
  TileRow,
} from '@quarterdeck/plugin-portal-react';
import { useGateRequests, useGateWaits, useOutbox } from '../api/gateQueries';

const quantile = (n: number, seconds: number) =>
  n < 5 ? null : formatDuration(seconds);

const loading = (error: Error | null) =>
  error ? 'could not be read' : 'loading';

/** What waits, for how long it usually does, and what could not be sent. */
export function GateTiles(props: {
  query: { scope?: string; from: string; to: string };
}) {
  const { scope } = props.query;
  const mine = useGateRequests({ forMe: true, limit: 200 });
  const all = useGateRequests({ scope, state: ['waiting'] });
  const waits = useGateWaits(props.query);
  const calls = useOutbox({ scope, state: [], purpose: [] });
  const total = waits.data?.total;
  const none = () => {
    if (!waits.data) return loading(waits.error);
    return total ? `too few (${total.n})` : 'no gate was decided';
  };
  const count = (list: typeof all) =>
    list.data
      ? `${formatCount(list.data.items.length)}${list.data.partial ? '+' : ''}`
      : null;
  const dead = calls.data?.first.deadCount;
  const longest = Math.max(
    0,
    ...(all.data?.items.map(({ waitSeconds }) => waitSeconds) ?? []),
  );
  const waitingNote = () => {
    if (!all.data) return loading(all.error);
    return all.data.items.length > 0
      ? `the longest ${formatDuration(Math.round(longest))}`
      : 'gates of the portal';
  };
  const how =
    'From asked to decided, of gates that were decided in the range; exact.';
  return (
    <>
      {dead !== undefined && dead > 0 && (
        <Stale>
          {dead === 1
            ? 'A call to a provider was given up.'
            : `${formatCount(dead)} calls to providers were given up.`}{' '}
          <TextLink to="?view=calls&state=dead">
            See what they said, and send them again
          </TextLink>
        </Stale>
      )}
      <TileRow label="Gates in numbers">
        <StatTile
          label="Wait for you"
          value={count(mine)}
          note={mine.data ? 'in every scope' : loading(mine.error)}
        />
        <StatTile
          label="All that wait"
          value={count(all)}
          note={waitingNote()}
        />
        <StatTile
          label="Time at a gate, median"
          value={total ? quantile(total.n, total.p50Seconds) : null}
          n={total?.n}
          note={total && total.n >= 5 ? undefined : none()}
          howComputed={how}
          to="?view=times"
        />
        <StatTile
          label="Time at a gate, p95"
          value={total ? quantile(total.n, total.p95Seconds) : null}
          n={total?.n}
          note={total && total.n >= 5 ? undefined : none()}
          howComputed={how}
          to="?view=times"
        />
        <StatTile
          label="Calls given up"
          value={dead === undefined ? null : formatCount(dead)}
          state={dead ? 'error' : undefined}
          note={calls.data ? 'to providers' : loading(calls.error)}
          to="?view=calls&state=dead"
        />
      </TileRow>
    </>
  );
}
