import { styled } from '@mui/material/styles';
import { Fragment, useMemo } from 'react';
import { formatDuration } from '../format/formatDuration';
import { StateIcon, StateName, stateToken } from '../icons/StateIcon';
import { HiddenText } from '../layout/text';
import { token } from '../theme/tokens';
import { timelineTicks } from './timelineTicks';

/** A bar of the timeline; times in seconds from the run's start. */
export interface TimelineJob {
  key: string;
  name: string;
  /** Jobs of one stage stand under its name. */
  stage?: string;
  state: StateName;
  word: string;
  queuedAt: number | null;
  startedAt: number | null;
  /** null while it runs: the bar reaches to `now`. */
  finishedAt: number | null;
  onCriticalPath: boolean;
  notReached: boolean;
  /** A gate: its wait is hatched. */
  gate?: boolean;
}

const Frame = styled('div')({
  position: 'relative',
  fontSize: 13,
  padding: '0 0 12px',
});
const Scale = styled('div')({
  position: 'relative',
  height: 28,
  marginLeft: 176,
  marginRight: 84,
  borderBottom: `1px solid ${token('border.subtle')}`,
  fontSize: 11,
  color: token('chart.axis'),
  '& span': {
    position: 'absolute',
    top: 7,
    transform: 'translateX(-50%)',
    whiteSpace: 'nowrap',
  },
  '& span:first-of-type': { transform: 'none' },
});
const Lines = styled('div')({
  position: 'absolute',
  left: 176,
  right: 84,
  top: 28,
  bottom: 12,
  pointerEvents: 'none',
  '& i': {
    position: 'absolute',
    top: 0,
    bottom: 0,
    width: 1,
    background: token('chart.grid'),
  },
});
const Stage = styled('div')({
  fontSize: 12,
  fontWeight: 600,
  color: token('text.secondary'),
  padding: '4px 16px 0',
});
const Line = styled('button')({
  display: 'grid',
  gridTemplateColumns: '160px minmax(0, 1fr) 68px',
  alignItems: 'center',
  width: '100%',
  height: 24,
  border: 0,
  padding: '0 16px',
  background: 'none',
  font: 'inherit',
  color: 'inherit',
  textAlign: 'left',
  cursor: 'pointer',
  position: 'relative',
  '&:hover': { background: token('surface.hover') },
  '&[aria-pressed="true"]': {
    background: token('surface.selected'),
    boxShadow: `inset 3px 0 0 ${token('accent.base')}`,
  },
  '& > span:last-of-type': {
    textAlign: 'right',
    fontSize: 12,
    color: token('text.muted'),
  },
});
const Name = styled('span')({
  display: 'flex',
  alignItems: 'center',
  gap: 6,
  minWidth: 0,
  '& b': {
    fontWeight: 400,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
});
const Track = styled('span')({
  position: 'relative',
  height: 24,
  '& i': { position: 'absolute', borderRadius: 2 },
  '& em': {
    fontStyle: 'normal',
    fontSize: 12,
    color: token('text.muted'),
    lineHeight: '24px',
    // Beside the line of the scale, not on it.
    paddingLeft: 6,
  },
});

const hatch = (colour: string) =>
  `repeating-linear-gradient(45deg, ${colour} 0 4px, transparent 4px 7px)`;

/**
 * Jobs over time: queue thin and grey, run in the state's colour, the critical
 * path underlined. Zero is the run's start.
 */
export function JobTimeline(props: {
  jobs: readonly TimelineJob[];
  /** Seconds from the run's start to now; ends bars of what runs. */
  now: number;
  selected?: string;
  onSelect?: (key: string) => void;
}) {
  const { jobs, now, selected, onSelect } = props;
  const end = useMemo(
    () =>
      Math.max(
        1,
        ...jobs.map(job =>
          job.notReached
            ? 0
            : job.finishedAt ??
              (job.startedAt === null && !job.gate ? job.queuedAt ?? 0 : now),
        ),
      ),
    [jobs, now],
  );
  const ticks = timelineTicks(end);
  const left = (seconds: number) => `${(100 * Math.max(0, seconds)) / end}%`;
  return (
    <Frame>
      <Scale aria-hidden>
        {ticks.map(tick => (
          <span key={tick.seconds} style={{ left: left(tick.seconds) }}>
            {tick.label}
          </span>
        ))}
      </Scale>
      <Lines aria-hidden>
        {ticks.map(tick => (
          <i key={tick.seconds} style={{ left: left(tick.seconds) }} />
        ))}
      </Lines>
      {jobs.map((job, index) => (
        <Fragment key={job.key}>
          {job.stage && job.stage !== jobs[index - 1]?.stage && (
            <Stage>{job.stage}</Stage>
          )}
          <Line
            type="button"
            aria-pressed={job.key === selected}
            onClick={() => onSelect?.(job.key)}
          >
            <Name title={job.name}>
              <StateIcon state={job.state} size={14} />
              <b>{job.name}</b>
              <HiddenText>{`, ${job.word}${
                job.onCriticalPath ? ', on the critical path' : ''
              }`}</HiddenText>
            </Name>
            <Bars job={job} now={now} left={left} />
            <span>{lengthOf(job, now)}</span>
          </Line>
        </Fragment>
      ))}
    </Frame>
  );
}

function lengthOf(job: TimelineJob, now: number): string {
  if (job.gate && job.startedAt === null && job.queuedAt !== null) {
    return formatDuration((job.finishedAt ?? now) - job.queuedAt);
  }
  if (job.notReached || job.startedAt === null) return '';
  return formatDuration((job.finishedAt ?? now) - job.startedAt);
}

function Bars(props: {
  job: TimelineJob;
  now: number;
  left: (seconds: number) => string;
}) {
  const { job, now, left } = props;
  if (job.notReached) {
    return (
      <Track>
        <em>not reached</em>
      </Track>
    );
  }
  const queued = job.queuedAt;
  const begun = job.startedAt;
  const over = job.finishedAt ?? now;
  const fill = token(`state.${stateToken(job.state)}.fill`);
  const quiet = job.state === 'success' && !job.onCriticalPath;
  const loud = job.state === 'success' && job.onCriticalPath;
  let opacity = 1;
  if (quiet) opacity = 0.42;
  if (loud) opacity = 0.85;
  const waitedUntil = begun ?? over;
  return (
    <Track>
      {queued !== null && waitedUntil > queued && (
        <i
          style={{
            left: left(queued),
            width: left(waitedUntil - queued),
            top: job.gate ? 5 : 10,
            height: job.gate ? 14 : 4,
            background: job.gate
              ? hatch(token('state.hold.fill'))
              : token('state.neutral.fill'),
            opacity: job.gate ? 1 : 0.6,
          }}
        />
      )}
      {begun !== null && (
        <i
          style={{
            left: left(begun),
            width: left(Math.max(0, over - begun)),
            minWidth: 2,
            top: 5,
            height: 14,
            background: fill,
            opacity,
          }}
        />
      )}
      {begun !== null && job.onCriticalPath && (
        <i
          style={{
            left: left(begun),
            width: left(Math.max(0, over - begun)),
            minWidth: 2,
            top: 20,
            height: 2,
            background: token('text.primary'),
          }}
        />
      )}
    </Track>
  );
}
