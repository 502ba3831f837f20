import { styled } from '@mui/material/styles';
import { formatDuration } from '../format/formatDuration';
import { StateName, stateToken } from '../icons/StateIcon';
import { token } from '../theme/tokens';

const Track = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  width: '100%',
  height: 14,
  '& i': { display: 'block', borderRadius: 2 },
});

/** Waiting thin and grey, running in the state's colour, on a scale shared by the list. */
export function QueueRunBar(props: {
  queueSeconds: number | null;
  runSeconds: number | null;
  /** The longest total of the list: the full width. */
  longestSeconds: number;
  state: StateName;
}) {
  const { queueSeconds, runSeconds, longestSeconds, state } = props;
  const base = stateToken(state);
  const width = (seconds: number | null) =>
    `${Math.min(100, (100 * (seconds ?? 0)) / Math.max(1, longestSeconds))}%`;
  const words = [
    queueSeconds === null ? '' : `queued ${formatDuration(queueSeconds)}`,
    runSeconds === null ? '' : `ran ${formatDuration(runSeconds)}`,
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <Track role="img" aria-label={words || 'no times yet'} title={words}>
      {queueSeconds !== null && (
        <i
          style={{
            width: width(queueSeconds),
            minWidth: 2,
            height: 4,
            background: token('state.neutral.fill'),
            opacity: 0.6,
          }}
        />
      )}
      {runSeconds !== null && (
        <i
          style={{
            width: width(runSeconds),
            minWidth: 3,
            height: 10,
            background: token(`state.${base}.fill`),
            opacity: base === 'success' ? 0.52 : 1,
          }}
        />
      )}
    </Track>
  );
}
