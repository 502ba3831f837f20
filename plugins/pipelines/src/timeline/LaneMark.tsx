import { KeyboardEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { TimelineLane } from '@quarterdeck/plugin-pipelines-common';
import {
  formatClock,
  formatDay,
  StateIcon,
} from '@quarterdeck/plugin-portal-react';
import {
  deploymentHref,
  kindWords,
  labelOf,
  verificationWords,
} from '../deployments/deploymentText';
import { shareOf, Span } from './timeScale';
import { Mark } from './timelineStyles';

type Item = TimelineLane['deployments'][number];

/** Shorter than this share of the axis, a deployment is a dot. */
const shortest = 0.02;

function markWords(item: Item, place: string, now: Date): string {
  const at = new Date(item.startedAt);
  return [
    `${item.status.word}: ${labelOf(item.label)}`,
    item.state === 'superseded' && item.verification
      ? verificationWords[item.verification]
      : undefined,
    item.kind === 'planned'
      ? undefined
      : kindWords[item.kind].toLocaleLowerCase('en-US'),
    place,
    `${formatDay(at, now)} ${formatClock(at)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** A deployment on the time axis, a link to its page. */
export function LaneMark(props: {
  item: Item;
  place: string;
  span: Span;
  now: Date;
  tabIndex: number;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  hold: (element: HTMLAnchorElement | null) => void;
}) {
  const { item, place, span, now } = props;
  const navigate = useNavigate();
  const href = deploymentHref(item);
  const from = shareOf(Date.parse(item.startedAt), span);
  const end = item.finishedAt ? Date.parse(item.finishedAt) : now.getTime();
  const width = Math.max(0, shareOf(end, span) - from);
  const isLong = width > shortest;
  const words = markWords(item, place, now);
  // What arrived and was replaced since did arrive.
  const arrived = item.state === 'superseded' && item.outcome === 'succeeded';
  const icon = item.verification === 'failed' ? 'error' : 'success';
  return (
    <Mark
      ref={props.hold}
      href={href}
      aria-label={words}
      title={words}
      data-long={isLong}
      tabIndex={props.tabIndex}
      onKeyDown={props.onKeyDown}
      onClick={event => {
        if (event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        navigate(href);
      }}
      style={{
        left: `${(from * 100).toFixed(3)}%`,
        width: isLong ? `${(width * 100).toFixed(3)}%` : undefined,
      }}
    >
      <StateIcon state={arrived ? icon : item.status.state} size={14} />
    </Mark>
  );
}
