import { jobIdOf } from '../github/jobBody';
import { NumberedRun } from '../github/runBody';
import { webUrl } from '../github/repositoryBody';
import { isoSecond, SECOND } from '../history/clock';
import {
  AttemptPlan,
  Conclusion,
  JobPlan,
  PlannedDelivery,
  RunPlan,
} from '../history/plan';
import { planDeliveryOf, uuidOf } from '../history/planDelivery';

type Word = 'started' | 'running' | 'successful' | 'failed';

const reasons: Record<Conclusion, string> = {
  success: 'Succeeded',
  failure: 'Failed',
  cancelled: 'Cancelled',
  skipped: 'Cancelled',
  timed_out: 'TaskRunTimeout',
};

const triggers: Partial<Record<RunPlan['event'], string>> = {
  push: 'push',
  pull_request: 'pull_request',
  workflow_dispatch: 'incoming',
};

/** What a PipelineRun or TaskRun is named and labelled with. */
interface Marks {
  uid: string;
  name: string;
  labels: Record<string, string>;
  createdAt: number;
}

/** Tekton's CloudEvents about the PipelineRuns of a run and their TaskRuns. */
export function tektonDeliveries(
  numbered: NumberedRun,
  detail: boolean,
): PlannedDelivery[] {
  const { run } = numbered;
  return run.attempts.flatMap(attempt => {
    const marks = pipelineRunMarks(numbered, attempt);
    const ended = wordOf(attempt.conclusion);
    const pipelineRun = (word: Word, at: number) =>
      tell('pipelinerun', word, at, marks.uid, () => ({
        pipelineRun: {
          ...frame(numbered, marks),
          status: statusOf(word, at, attempt.startedAt, attempt.conclusion),
        },
      }));
    return [
      ...(detail ? [pipelineRun('running', attempt.startedAt)] : []),
      ...attempt.jobs
        .filter(job => job.runner)
        .flatMap(job => taskRuns(numbered, marks, job, detail)),
      pipelineRun(ended, attempt.finishedAt),
    ];
  });
}

function taskRuns(
  numbered: NumberedRun,
  pipelineRun: Marks,
  job: JobPlan,
  detail: boolean,
): PlannedDelivery[] {
  const uid = uuidOf('tekton task', jobIdOf(numbered, job));
  const task = job.template.name.replace(/[^a-z0-9]+/g, '-');
  const marks: Marks = {
    uid,
    name: `${pipelineRun.name}-${task}`,
    labels: {
      ...pipelineRun.labels,
      'tekton.dev/pipelineRun': pipelineRun.name,
      'tekton.dev/pipelineRunUID': pipelineRun.uid,
      'tekton.dev/pipelineTask': task,
    },
    createdAt: job.createdAt,
  };
  const taskRun = (word: Word, at: number) =>
    tell('taskrun', word, at, uid, () => ({
      taskRun: {
        ...frame(numbered, marks),
        status: {
          ...statusOf(word, at, job.startedAt, job.conclusion),
          podName: `${marks.name}-pod`,
          steps: word === 'running' ? [] : job.steps.map(stepBody),
        },
      },
    }));
  return [
    ...(detail ? [taskRun('running', job.startedAt)] : []),
    taskRun(wordOf(job.conclusion), job.finishedAt),
  ];
}

function tell(
  kind: 'pipelinerun' | 'taskrun',
  word: Word,
  at: number,
  uid: string,
  body: () => object,
): PlannedDelivery {
  const event = `dev.tekton.event.${kind}.${word}.v1`;
  return planDeliveryOf('tekton', at + SECOND, event, [uid], body);
}

function wordOf(conclusion: Conclusion): Word {
  return conclusion === 'success' ? 'successful' : 'failed';
}

/** Running it again makes a PipelineRun of its own. */
export function pipelineRunUid({ id }: NumberedRun, attempt: number): string {
  return uuidOf('tekton run', id, attempt);
}

function pipelineRunMarks(
  numbered: NumberedRun,
  { attempt, startedAt }: AttemptPlan,
): Marks {
  const { repository, workflow } = numbered.run;
  const slug = workflow.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const pipeline = `${repository.name}-${slug}`;
  return {
    uid: pipelineRunUid(numbered, attempt),
    name: `${pipeline}-${numbered.number}-${attempt}`,
    labels: {
      'tekton.dev/pipeline': pipeline,
      'backstage.io/kubernetes-id': repository.name,
    },
    createdAt: startedAt,
  };
}

function frame({ run }: NumberedRun, marks: Marks) {
  const { commit, pull, actor } = run;
  const code = 'pipelinesascode.tekton.dev';
  return {
    metadata: {
      name: marks.name,
      namespace: 'builds',
      uid: marks.uid,
      labels: marks.labels,
      annotations: {
        [`${code}/sha`]: commit.sha,
        [`${code}/branch`]: run.ref,
        [`${code}/sha-title`]: run.title,
        [`${code}/event-type`]: triggers[run.event] ?? 'push',
        [`${code}/sender`]: actor.login,
        [`${code}/log-url`]: `${webUrl(run.repository)}/commit/${commit.sha}`,
        ...(pull ? { [`${code}/pull-request`]: String(pull.number) } : {}),
      },
      creationTimestamp: isoSecond(marks.createdAt),
    },
    spec: { params: [{ name: 'revision', value: commit.sha }] },
  };
}

function statusOf(
  word: Word,
  at: number,
  startedAt: number,
  conclusion: Conclusion,
) {
  const over = word === 'successful' || word === 'failed';
  const ended = word === 'successful' ? 'True' : 'False';
  return {
    conditions: [
      {
        type: 'Succeeded',
        status: over ? ended : 'Unknown',
        reason: over ? reasons[conclusion] : 'Running',
        message: over ? `Tasks ended: ${reasons[conclusion]}` : 'Running',
        lastTransitionTime: isoSecond(at),
      },
    ],
    startTime: isoSecond(startedAt),
    ...(over ? { completionTime: isoSecond(at) } : {}),
  };
}

function stepBody(step: JobPlan['steps'][number]) {
  const { conclusion } = step;
  const passed = conclusion === 'success';
  const left = conclusion === 'skipped' ? 'Skipped' : 'Error';
  return {
    name: step.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    terminated: {
      exitCode: passed ? 0 : 1,
      reason: passed ? 'Completed' : left,
      startedAt: isoSecond(step.startedAt),
      finishedAt: isoSecond(step.finishedAt),
    },
  };
}
