import { RolloutStepAnswer } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  Muted,
  StateName,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { weightWords } from '../deployments/deploymentText';

/** A measure of one analysis. */
interface Measure {
  key: string;
  name: string;
  when: string;
  value: string | null;
  phase: string | null;
  message: string | null;
}

const phases: Record<string, StateName> = {
  successful: 'success',
  succeeded: 'success',
  passed: 'success',
  success: 'success',
  failed: 'error',
  error: 'error',
  failure: 'error',
  running: 'info',
  pending: 'queued',
  inconclusive: 'warn',
};

/** The provider's phase as a state; one nobody knows stays unknown. */
export const phaseState = (phase: string | null): StateName =>
  phases[phase?.toLocaleLowerCase('en-US') ?? ''] ?? 'unknown';

/** Argo writes a single sample as a list of one: `[0.998]`. */
const sampleOf = (value: string | null) =>
  value?.replace(/^\[([^[\],]*)\]$/, '$1') ?? null;

/** All measures of a rollout, in the order of its steps. */
export function measuresOf(steps: readonly RolloutStepAnswer[]): Measure[] {
  let weight: number | null = null;
  return steps.flatMap(step => {
    weight = step.wantedWeight ?? weight;
    const when =
      weight === null
        ? step.name ?? `Step ${step.ordinal}`
        : `${weightWords(weight)} of traffic`;
    return step.analysis.map((one, index) => ({
      key: `${step.ordinal} ${index}`,
      name: one.name,
      when,
      value: sampleOf(one.value),
      phase: one.phase,
      message: one.message,
    }));
  });
}

const columns: Column<Measure>[] = [
  {
    key: 'result',
    title: 'Result',
    width: 132,
    fixed: true,
    render: item => (
      <StatusChip
        state={phaseState(item.phase)}
        word={item.phase ?? 'Unknown'}
      />
    ),
  },
  { key: 'measure', title: 'Measure', render: item => item.name },
  { key: 'when', title: 'When', width: '20%', render: item => item.when },
  {
    key: 'value',
    title: 'Value',
    numeric: true,
    width: 116,
    render: item => {
      if (item.value === null) {
        return <span title="No value was sent.">–</span>;
      }
      return phaseState(item.phase) === 'error' ? (
        <strong>{item.value}</strong>
      ) : (
        item.value
      );
    },
  },
  {
    key: 'message',
    title: 'What it said',
    width: '32%',
    priority: 2,
    render: item =>
      item.message ? (
        <Muted title={item.message}>{item.message}</Muted>
      ) : (
        <Muted>–</Muted>
      ),
  },
];

/** What was measured while traffic moved, and whether it was good enough. */
export function AnalysisCard(props: { steps: readonly RolloutStepAnswer[] }) {
  const rows = measuresOf(props.steps);
  if (rows.length === 0) return null;
  return (
    <Card title="Analysis" flush>
      <DataTable
        label="Analysis"
        columns={columns}
        rows={rows}
        rowKey={item => item.key}
      />
    </Card>
  );
}
