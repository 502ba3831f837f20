import { Job } from '../answers';
import { StatusKey } from '../runStatus';
import { statusDisplay } from '../runStatus';
import { DeliveryPolicy } from '../policy/deliveryPolicy';
import { mapJobToStage } from './mapJobToStage';
import { pipelineStages, pipelineStageTitles } from './pipelineStages';
import { RunStage, StagedJob } from './stageAnswers';

/** What a stage takes its status from, the most telling first. */
const worstFirst: readonly StatusKey[] = [
  'failed',
  'running',
  'waiting',
  'queued',
  'cancelled',
  'unknown',
  'unstable',
  'flaky',
  'passed',
  'neutral',
  'skipped',
];

/** The jobs of a run in the seven stages. A failure that is allowed shows as unstable. */
export function stagesOfRun(
  jobs: readonly Job[],
  policy?: DeliveryPolicy,
): RunStage[] {
  const placed = jobs.map(job => ({
    job,
    mapped: mapJobToStage(
      {
        name: job.name,
        stage: job.stage ?? undefined,
        pipeline: job.pipelineName ?? undefined,
        kind: job.kind,
      },
      policy,
    ),
  }));
  return pipelineStages.map(stage => {
    const here = placed.filter(({ mapped }) => mapped.stage === stage);
    const keys = here.map(({ job }) =>
      job.allowFailure && job.status.key === 'failed'
        ? 'unstable'
        : job.status.key,
    );
    const worst = worstFirst.find(key => keys.includes(key));
    const starts = here.flatMap(({ job }) => job.startedAt ?? []).sort();
    const ends = here.flatMap(({ job }) => job.finishedAt ?? []).sort();
    const over = here.length > 0 && ends.length === here.length;
    const startedAt = starts[0] ?? null;
    const finishedAt = over ? ends[ends.length - 1] : null;
    return {
      stage,
      title: pipelineStageTitles[stage],
      status: worst ? statusDisplay(worst) : null,
      startedAt,
      finishedAt,
      runSeconds:
        startedAt && finishedAt
          ? Math.max(0, (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000)
          : null,
      jobs: here.map(
        ({ job, mapped }): StagedJob => ({
          externalId: job.externalId,
          name: job.name,
          status: job.status,
          policyStage: mapped.policyStage,
          explanation: mapped.explanation,
          startedAt: job.startedAt,
          finishedAt: job.finishedAt,
          url: job.url,
        }),
      ),
    };
  });
}
