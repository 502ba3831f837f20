import { RolloutStepAnswer } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  Duration,
  formatClock,
  formatExact,
  Muted,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { weightWords } from '../deployments/deploymentText';

const kindWords: Record<RolloutStepAnswer['kind'], string> = {
  set_weight: 'Set weight',
  pause: 'Pause',
  analysis: 'Analysis',
  experiment: 'Experiment',
  traffic_switch: 'Switch traffic',
  promote: 'Promote',
  unknown: 'Step',
};

function Took({ step }: { step: RolloutStepAnswer }) {
  if (!step.startedAt) return <>–</>;
  if (!step.finishedAt) {
    return step.state === 'running' ? (
      <Duration since={step.startedAt} />
    ) : (
      <>–</>
    );
  }
  const seconds =
    (Date.parse(step.finishedAt) - Date.parse(step.startedAt)) / 1000;
  return <Duration seconds={Math.max(0, seconds)} />;
}

const columns: Column<RolloutStepAnswer>[] = [
  {
    key: 'state',
    title: 'State',
    width: 132,
    fixed: true,
    render: step => (
      <StatusChip state={step.status.state} word={step.status.word} />
    ),
  },
  {
    key: 'step',
    title: 'Step',
    render: step => (
      <span title={step.message ?? undefined}>
        {step.ordinal}. {step.name ?? kindWords[step.kind]}
        {step.name && <Muted> {kindWords[step.kind]}</Muted>}
        {step.message && <Muted> {step.message}</Muted>}
      </span>
    ),
  },
  {
    key: 'wanted',
    title: 'Wanted',
    numeric: true,
    width: 84,
    render: step => weightWords(step.wantedWeight),
  },
  {
    key: 'actual',
    title: 'Actual',
    numeric: true,
    width: 84,
    render: step => (
      <span
        title={step.actualWeight === null ? 'Nobody measured it.' : undefined}
      >
        {weightWords(step.actualWeight)}
      </span>
    ),
  },
  {
    key: 'began',
    title: 'Began',
    numeric: true,
    width: 76,
    priority: 2,
    render: step =>
      step.startedAt ? (
        <time
          dateTime={step.startedAt}
          title={formatExact(new Date(step.startedAt))}
        >
          {formatClock(new Date(step.startedAt))}
        </time>
      ) : (
        '–'
      ),
  },
  {
    key: 'took',
    title: 'Took',
    numeric: true,
    width: 92,
    render: step => <Took step={step} />,
  },
];

/** Every step of the rollout, with wanted and actual weight. */
export function RolloutStepsCard(props: {
  steps: readonly RolloutStepAnswer[];
}) {
  if (props.steps.length === 0) return null;
  return (
    <Card title="Rollout steps" flush>
      <DataTable
        label="Rollout steps"
        columns={columns}
        rows={props.steps}
        rowKey={step => String(step.ordinal)}
      />
    </Card>
  );
}
