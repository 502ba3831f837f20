import { KeyboardEvent, useRef, useState } from 'react';
import { styled } from '@mui/material/styles';
import { useNavigate } from 'react-router-dom';
import { formatDuration } from '../format/formatDuration';
import { StateName, stateToken } from '../icons/StateIcon';
import { token } from '../theme/tokens';
import { usualLongest } from './usualLongest';

/** A bar: one run. */
export interface StripBar {
  key: string;
  state: StateName;
  /** "Failed: move ledger pool, 7m 14s"; readers and the tooltip get it. */
  label: string;
  seconds: number | null;
  href?: string;
}

const Strip = styled('div')({
  display: 'inline-flex',
  alignItems: 'flex-end',
  gap: 2,
  borderRadius: 2,
});
const Slot = styled('a')({
  display: 'flex',
  flexDirection: 'column',
  justifyContent: 'flex-end',
  position: 'relative',
  height: '100%',
  '& i': { display: 'block', borderRadius: 1 },
  '& b': { position: 'absolute', top: 0, left: 0, right: 0, height: 2 },
});

/**
 * The last runs: height is duration, colour is state, failed ones wear a cap so
 * that shape tells them too. Newest right. Arrows walk, Enter opens.
 */
export function RunStrip(props: {
  label: string;
  runs: readonly StripBar[];
  height?: number;
  barWidth?: number;
}) {
  const { label, runs, height = 24, barWidth = 5 } = props;
  const navigate = useNavigate();
  const bars = useRef<(HTMLAnchorElement | null)[]>([]);
  const [current, setCurrent] = useState(runs.length - 1);
  const longest = usualLongest(runs.map(run => run.seconds));

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = Math.min(runs.length - 1, Math.max(0, current + step));
    setCurrent(next);
    bars.current[next]?.focus();
  };

  return (
    <Strip
      role="group"
      aria-label={label}
      style={{ height }}
      onKeyDown={onKeyDown}
    >
      {runs.map((run, index) => {
        const fill = token(`state.${stateToken(run.state)}.fill`);
        const share = Math.min(1, (run.seconds ?? 0) / longest);
        return (
          <Slot
            key={run.key}
            ref={element => {
              bars.current[index] = element;
            }}
            href={run.href}
            title={run.label}
            aria-label={run.label}
            role={run.href ? undefined : 'img'}
            tabIndex={
              run.href && index === Math.min(current, runs.length - 1) ? 0 : -1
            }
            onClick={event => {
              if (!run.href || event.metaKey || event.ctrlKey) return;
              event.preventDefault();
              navigate(run.href);
            }}
            style={{ width: barWidth }}
          >
            {run.state === 'error' && <b style={{ background: fill }} />}
            <i
              style={{
                width: barWidth,
                background: fill,
                height: Math.max(3, share * (height - 4)),
              }}
            />
          </Slot>
        );
      })}
    </Strip>
  );
}

/** What a bar says: its state word, title and duration. */
export function stripLabel(run: {
  word: string;
  title: string | null;
  seconds: number | null;
}): string {
  const length = run.seconds === null ? '' : `, ${formatDuration(run.seconds)}`;
  return `${run.word}${run.title ? `: ${run.title}` : ''}${length}`;
}
