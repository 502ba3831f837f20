import { formatDuration } from '../format/formatDuration';
import { useNow } from './useNow';

/** A duration in seconds, or a running one that counts from `since`. */
export function Duration(
  props: { seconds: number | null } | { since: string | null },
) {
  if ('since' in props) {
    return props.since ? <Running since={props.since} /> : <span>–</span>;
  }
  return (
    <span>{props.seconds === null ? '–' : formatDuration(props.seconds)}</span>
  );
}

function Running({ since }: { since: string }) {
  const now = useNow({ live: true });
  const seconds = Math.max(0, (now.getTime() - Date.parse(since)) / 1000);
  return <span>{formatDuration(Math.floor(seconds))}</span>;
}
