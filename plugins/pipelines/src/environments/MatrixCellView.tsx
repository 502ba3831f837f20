import { MatrixCell } from '@quarterdeck/plugin-pipelines-common';
import {
  formatAge,
  formatExact,
  HiddenText,
  Icon,
  Mono,
  StateIcon,
  token,
  useNow,
} from '@quarterdeck/plugin-portal-react';
import {
  behindWords,
  labelOf,
  weightWords,
} from '../deployments/deploymentText';
import { Emphasis } from './matrixModel';
import {
  Age,
  CellChip,
  CellFrame,
  CellGrid,
  FirstLine,
  Meter,
  SecondLine,
  Version,
} from './matrixStyles';

/** What comes beside what runs: a canary's share, a gate, a failed attempt. */
export function chipOf(
  cell: MatrixCell,
): { icon: MatrixCell['status']['state']; text: string } | undefined {
  const { gate, latest } = cell;
  if (gate) {
    const label = gate.label ?? latest?.label;
    return { icon: 'hold', text: label ? `${label} waits` : 'waits' };
  }
  if (!latest) return undefined;
  const name = labelOf(latest.label);
  const weight =
    latest.rollout?.actualWeight ?? latest.rollout?.wantedWeight ?? null;
  const over = latest.state === 'failed' || latest.state === 'aborted';
  if (weight !== null && !over) {
    return {
      icon: latest.status.state,
      text: `${name} at ${weightWords(weight)}`,
    };
  }
  return {
    icon: latest.status.state,
    text: `${name} ${latest.status.word.toLocaleLowerCase('en-US')}`,
  };
}

/** A cell's words for readers and for the drawer's title. */
export function cellText(cell: MatrixCell, now: Date): string {
  const chip = chipOf(cell);
  const parts = [
    cell.status.word,
    cell.live
      ? `${labelOf(cell.live.label)} for ${formatAge(
          new Date(cell.live.since),
          now,
        )}`
      : 'nothing arrived yet',
    behindWords(cell.behindHead).text,
  ];
  if (chip) parts.push(chip.text);
  if (cell.frozen) parts.push('frozen');
  return parts.filter(part => part !== '–').join(', ');
}

/** State, version, age and how far behind, with what is coming. */
export function MatrixCellView(props: {
  cell: MatrixCell;
  emphasis: Emphasis;
  /** 0 to 1: of the longest in the table; for the bar at the foot. */
  share: number | null;
}) {
  const { cell, emphasis, share } = props;
  const now = useNow();
  const { live, status } = cell;
  const chip = chipOf(cell);
  const behind = behindWords(cell.behindHead);
  const age = live && formatAge(new Date(live.since), now);
  const quiet = status.key === 'healthy';
  const strong = (own: Emphasis) =>
    emphasis === own && own !== 'version'
      ? { fontWeight: 600, color: token('text.primary') }
      : undefined;
  return (
    <>
      <CellFrame>
        <CellGrid data-chip={chip !== undefined}>
          <StateIcon state={status.state} />
          <FirstLine data-part="first">
            {live ? (
              <Mono
                as={Version}
                title={live.sha ?? undefined}
                style={{ lineHeight: '16px' }}
              >
                {labelOf(live.label)}
              </Mono>
            ) : (
              <span style={{ color: token('text.muted') }}>
                nothing arrived yet
              </span>
            )}
            {cell.frozen && (
              <CellChip title={`Frozen: ${cell.frozen.reason}`}>
                <Icon name="lock" size={11} />
                <span>frozen</span>
              </CellChip>
            )}
          </FirstLine>
          <SecondLine data-part="second">
            <Age data-part="age">
              {quiet && (chip || !live?.verification) && (
                <HiddenText>{status.word} </HiddenText>
              )}
              {live && age && (
                <time
                  dateTime={live.since}
                  title={formatExact(new Date(live.since))}
                  style={strong('age')}
                >
                  {age === 'now' ? 'just now' : `${age} ago`}
                </time>
              )}
              {/* Merely healthy says less: nobody checked, or nobody told. */}
              {quiet && !chip && live?.verification && (
                <span>{status.word.toLocaleLowerCase('en-US')}</span>
              )}
              {!quiet && !chip && (
                <span style={{ color: token(`state.${status.state}.text`) }}>
                  {status.word.toLocaleLowerCase('en-US')}
                </span>
              )}
            </Age>
            {/* What is coming, beside what runs; its words hold the state's. */}
            {chip && (
              <CellChip data-part="chip" title={chip.text}>
                <StateIcon state={chip.icon} size={12} />
                <span>{chip.text}</span>
              </CellChip>
            )}
          </SecondLine>
          <span
            data-part="behind"
            title={behind.reason}
            style={{ color: token('text.secondary'), ...strong('behind') }}
          >
            {behind.text}
          </span>
        </CellGrid>
      </CellFrame>
      {share !== null && share > 0 && (
        <Meter aria-hidden style={{ width: `${Math.max(2, share * 100)}%` }} />
      )}
    </>
  );
}
