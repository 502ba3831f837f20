import { formatAge, formatExact, formatRelative } from '../format/formatTime';
import { useNow } from './useNow';

/** A time as people say it; the exact one with its zone on hover. */
export function RelativeTime(props: {
  at: string | Date;
  /** An IANA zone; the viewer's own when absent. */
  zone?: string;
  /** Without "ago": for columns that say "since". */
  bare?: boolean;
  /** Stands before an age, not before "now". */
  prefix?: string;
}) {
  const { at, zone, bare, prefix } = props;
  const now = useNow();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>–</span>;
  const text = bare ? formatAge(date, now) : formatRelative(date, now);
  return (
    <time dateTime={date.toISOString()} title={formatExact(date, zone)}>
      {prefix && text !== 'now' ? `${prefix} ${text}` : text}
    </time>
  );
}
