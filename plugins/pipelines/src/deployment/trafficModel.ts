import {
  DeploymentSummary,
  RolloutStepAnswer,
} from '@quarterdeck/plugin-pipelines-common';
import { TimeChartData, token } from '@quarterdeck/plugin-portal-react';

/** A change of one of the two weights. */
interface Change {
  at: number;
  key: 'wanted' | 'actual';
  value: number;
}

type Data = Pick<
  TimeChartData,
  'points' | 'from' | 'to' | 'over' | 'marks' | 'bands'
> & { measured: boolean };

const iso = (at: number) => new Date(at).toISOString();

function changesOf(steps: readonly RolloutStepAnswer[]): Change[] {
  return steps.flatMap(step => {
    // A step that has not begun set nothing.
    if (step.state === 'pending' || step.state === 'skipped') return [];
    const begun = step.startedAt ?? step.finishedAt ?? step.observedAt;
    const seen = step.finishedAt ?? step.observedAt;
    const changes: Change[] = [];
    if (step.wantedWeight !== null) {
      changes.push({
        at: Date.parse(begun),
        key: 'wanted',
        value: step.wantedWeight,
      });
    }
    if (step.actualWeight !== null) {
      changes.push({
        at: Date.parse(seen),
        key: 'actual',
        value: step.actualWeight,
      });
    }
    return changes;
  });
}

const endWords = { failed: 'failed', aborted: 'aborted' } as const;

/**
 * Wanted and measured share of traffic over the rollout's time. What nobody
 * measured is a gap, what has not happened yet is hatched.
 */
export function trafficOf(
  deployment: DeploymentSummary,
  steps: readonly RolloutStepAnswer[],
  now: Date,
): Data {
  const start = Date.parse(
    deployment.startedAt ?? deployment.createdAt ?? deployment.listedAt,
  );
  const { rollout, outcome, finishedAt } = deployment;
  const running = outcome === null && deployment.state !== 'superseded';
  const changes = changesOf(steps);
  const newest = Math.max(start, ...changes.map(({ at }) => at));
  const stop = finishedAt === null ? newest : Date.parse(finishedAt);
  const end = running ? now.getTime() : Math.max(newest, stop);
  if (running && rollout) {
    const { wantedWeight, actualWeight } = rollout;
    if (wantedWeight !== null) {
      changes.push({ at: end, key: 'wanted', value: wantedWeight });
    }
    if (actualWeight !== null) {
      changes.push({ at: end, key: 'actual', value: actualWeight });
    }
  }
  changes.sort((a, b) => a.at - b.at);
  const measured = changes.some(({ key }) => key === 'actual');
  const held: Record<Change['key'], number | null> = {
    wanted: changes.some(({ key }) => key === 'wanted') ? 0 : null,
    actual: measured ? 0 : null,
  };
  const points = [{ at: iso(Math.min(start, newest)), values: { ...held } }];
  for (const change of changes) {
    held[change.key] = change.value;
    points.push({ at: iso(Math.max(start, change.at)), values: { ...held } });
  }
  points.push({ at: iso(end), values: { ...held } });
  const length = Math.max(60_000, end - start);
  const bands = steps.flatMap(step => {
    const isJudged = step.kind === 'analysis' || step.analysis.length > 0;
    if (!isJudged || !step.startedAt) return [];
    return [
      {
        from: step.startedAt,
        to: step.finishedAt ?? iso(end),
        label: step.name ?? 'Analysis',
        colour: token(`state.${step.status.state}.soft`),
      },
    ];
  });
  const stopped =
    (outcome === 'failed' || outcome === 'aborted') && finishedAt
      ? [
          {
            at: finishedAt,
            label: endWords[outcome],
            colour: token('chart.threshold'),
          },
        ]
      : [];
  return {
    points,
    from: iso(start),
    to: iso(end + length * (running ? 0.2 : 0.06)),
    over: running ? iso(end) : undefined,
    marks: running
      ? [{ at: iso(end), label: 'now', colour: token('text.secondary') }]
      : stopped,
    bands,
    measured,
  };
}
