import { StepperPoint } from '@quarterdeck/plugin-pipelines-common';
import {
  formatClock,
  formatDay,
  formatExact,
  Step,
  Stepper,
} from '@quarterdeck/plugin-portal-react';

const dayOf = (at: string) => new Date(at).toDateString();

/** A time as short as the way allows: the day only where it changes. */
function timeOf(point: StepperPoint, before: StepperPoint | undefined) {
  if (!point.at) return undefined;
  const at = new Date(point.at);
  const clock = formatClock(at);
  const sameDay = before?.at
    ? dayOf(before.at) === dayOf(point.at)
    : dayOf(point.at) === new Date().toDateString();
  return sameDay ? clock : `${formatDay(at, new Date())} ${clock}`;
}

const longestNote = 28;

/** The points of the contract as steps of the line. */
export function stepsOf(points: readonly StepperPoint[]): Step[] {
  return points.map((point, index) => {
    const before = points
      .slice(0, index)
      .filter(({ at }) => at !== null)
      .at(-1);
    const usual =
      point.status.word === 'Done' || point.status.word === 'Passed';
    const short =
      point.note !== null && point.note.length <= longestNote
        ? point.note
        : undefined;
    const notes = [
      usual || point.status.state === 'success'
        ? undefined
        : point.status.word.toLocaleLowerCase('en-US'),
      short,
      timeOf(point, before),
    ].filter(Boolean);
    const title = [
      point.note,
      point.by && `by ${point.by.name ?? point.by.login}`,
      point.at && formatExact(new Date(point.at)),
    ]
      .filter(Boolean)
      .join(', ');
    return {
      key: `${index} ${point.kind}`,
      label: point.label,
      state: point.status.word === 'Not yet' ? 'queued' : point.status.state,
      word: point.status.word,
      note: notes.length > 0 ? notes.join(', ') : undefined,
      title: title || undefined,
    };
  });
}

/** Built, gate, weights, verified: how far it has come. */
export function DeploymentStepper(props: { points: readonly StepperPoint[] }) {
  if (props.points.length === 0) return null;
  return <Stepper label="How far it has come" steps={stepsOf(props.points)} />;
}
