import { styled } from '@mui/material/styles';
import { LeadTimeStage } from '@quarterdeck/plugin-dora-common';
import { Muted, token } from '@quarterdeck/plugin-portal-react';
import { ChartPanel } from '../chart/ChartPanel';
import { formatSpan } from '../words/formatSpan';
import { stageWords } from '../words/stageWords';
import { NothingToDraw } from './NothingToDraw';

const Bar = styled('div')({
  display: 'flex',
  gap: 2,
  height: 26,
  margin: '4px 0 10px',
  '& i': { display: 'block', borderRadius: 2, minWidth: 2 },
});
const Rows = styled('table')({
  width: '100%',
  borderCollapse: 'collapse',
  fontSize: 13,
  lineHeight: '20px',
  '& tr + tr td': { borderTop: `1px solid ${token('border.subtle')}` },
  '& td': { padding: '5px 0', whiteSpace: 'nowrap' },
  '& td:first-of-type': { width: '100%' },
  '& td + td': { textAlign: 'right', paddingLeft: 12 },
  '& td:last-of-type': { color: token('text.muted'), minWidth: 44 },
  '& [data-most="true"]': { fontWeight: 600 },
  '& i': {
    display: 'inline-block',
    width: 10,
    height: 10,
    borderRadius: 2,
    marginRight: 8,
  },
});

/** A stage's part of the mean lead time. */
export interface StagePart {
  stage: LeadTimeStage;
  /** Mean over all changes; an unknown one's time is in the next known stage. */
  seconds: number;
  /** Changes of which it is known. */
  known: number;
}

/** Where lead time goes: stages that add up to the mean. */
export function StageCard(props: {
  parts: readonly StagePart[];
  /** Changes in all. */
  n: number;
  file: string;
  onOpen: () => void;
  empty: { title: string; reason: string };
}) {
  const { parts, n } = props;
  const total = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  const most = Math.max(...parts.map(({ seconds }) => seconds));
  const shareOf = (seconds: number) =>
    total > 0 ? `${Math.round((seconds / total) * 100)} %` : '–';
  return (
    <ChartPanel
      title="Where lead time goes"
      aside={
        n > 0 && <Muted>mean, adds up to {formatSpan(total, 'short')}</Muted>
      }
      howComputed={
        <>
          Mean of each stage over all changes, so that the stages add up to the
          mean lead time (the tile shows the median).{' '}
          {parts
            .map(
              ({ stage }) =>
                `${stageWords[stage].title}: ${stageWords[stage].says}`,
            )
            .join('. ')}
          . Time of a stage nobody reported is in the next one.
        </>
      }
      file={props.file}
      onSamples={props.onOpen}
      height={262}
      numbers={{
        head: ['Stage', 'Mean seconds', 'Share', 'Known of'],
        raw: parts.map(({ stage, seconds, known }) => [
          stageWords[stage].title,
          seconds,
          total > 0 ? seconds / total : null,
          known,
        ]),
        shown: parts.map(({ stage, seconds, known }) => [
          stageWords[stage].title,
          known > 0 ? formatSpan(seconds) : '–',
          known > 0 ? shareOf(seconds) : '–',
          `${known} of ${n}`,
        ]),
      }}
      empty={n === 0 ? <NothingToDraw {...props.empty} /> : undefined}
    >
      <Bar
        role="img"
        aria-label={parts
          .map(
            ({ stage, seconds }) =>
              `${stageWords[stage].title} ${shareOf(seconds)}`,
          )
          .join(', ')}
      >
        {parts.map(
          ({ stage, seconds }) =>
            seconds > 0 && (
              <i
                key={stage}
                title={`${stageWords[stage].title} ${formatSpan(seconds)}`}
                style={{
                  background: stageWords[stage].colour,
                  width: `${(seconds / total) * 100}%`,
                }}
              />
            ),
        )}
      </Bar>
      <Rows aria-label="Stages of the lead time">
        <tbody>
          {parts.map(({ stage, seconds, known }) => (
            <tr key={stage} title={stageWords[stage].says}>
              <td>
                <i style={{ background: stageWords[stage].colour }} />
                {stageWords[stage].title}
                {known > 0 && known < n / 2 && <Muted> known of {known}</Muted>}
              </td>
              <td data-most={known > 0 && seconds === most}>
                {known > 0 ? formatSpan(seconds) : '–'}
              </td>
              <td>{known > 0 ? shareOf(seconds) : ''}</td>
            </tr>
          ))}
        </tbody>
      </Rows>
    </ChartPanel>
  );
}
