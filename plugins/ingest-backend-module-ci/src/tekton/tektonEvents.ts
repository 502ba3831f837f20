import { CiRun, CiStep } from '@quarterdeck/plugin-ingest-common';
import { NamedWork } from '../deploymentByName';
import { environmentParameter } from '../environmentParameter';
import { jobKind } from '../jobKind';
import { hasBegun, Progress } from '../progressOf';
import { EventInputs } from '../providerEvent';
import { codeMark, TektonRun, TektonStep } from './tektonBody';
import { tektonProgress } from './tektonWords';

/** What all events of one delivery share. */
export interface TektonContext {
  instance: string;
  /** The last word of the event's type: `successful`. */
  word: string;
  at: string;
}

/** `namespace/pipeline`: what a run belongs to. */
export function tektonProject(run: TektonRun): string {
  return `${run.metadata.namespace}/${pipelineName(run)}`;
}

/** The pipeline of a run, or the task of a run without one. */
export function pipelineName({ metadata, spec }: TektonRun): string {
  return (
    metadata.labels['tekton.dev/pipeline'] ??
    spec?.pipelineRef?.name ??
    metadata.labels['tekton.dev/task'] ??
    spec?.taskRef?.name ??
    spec?.customRef?.name ??
    spec?.customRef?.kind ??
    metadata.name
  ).slice(0, 250);
}

/** The id of a run: its uid, which a second run of the same name does not share. */
export function tektonId({ metadata }: TektonRun): string {
  return metadata.uid ?? `${metadata.namespace}/${metadata.name}`.slice(0, 128);
}

/** The PipelineRun a TaskRun belongs to; `undefined` when it stands alone. */
export function parentId({ metadata }: TektonRun): string | undefined {
  const owner = metadata.ownerReferences.find(
    ({ kind }) => kind === 'PipelineRun',
  );
  const uid = metadata.labels['tekton.dev/pipelineRunUID'] ?? owner?.uid;
  if (uid && uid.length <= 128) return uid;
  const name = metadata.labels['tekton.dev/pipelineRun'] ?? owner?.name;
  return name && `${metadata.namespace}/${name}`.slice(0, 128);
}

const triggers = new Map<string, CiRun['trigger']>([
  ['push', 'push'],
  ['pull_request', 'change'],
  ['incoming', 'api'],
]);

/** A run as a `ci.run.v1`. */
export function tektonRun(
  run: TektonRun,
  context: TektonContext,
): EventInputs['ci.run.v1'] {
  const { progress, condition, times } = standing(run, context);
  const { sha, branch } = revisionOf(run);
  const change = codeMark(run, 'pull-request')?.slice(0, 128);
  const sender = codeMark(run, 'sender');
  const rawTrigger = codeMark(run, 'event-type');
  return {
    provider: 'tekton',
    instance: context.instance,
    project: tektonProject(run),
    externalId: tektonId(run),
    attempt: 1,
    pipeline: { name: pipelineName(run) },
    title: codeMark(run, 'sha-title') ?? run.metadata.name,
    trigger: triggers.get(rawTrigger ?? '') ?? 'unknown',
    rawTrigger,
    actor: sender ? { login: sender } : undefined,
    branch,
    sha,
    changes: change ? [{ externalId: change }] : [],
    url: codeMark(run, 'log-url'),
    ...progress,
    rawState: context.word,
    rawResult: condition?.reason,
    ...times,
    observedAt: context.at,
  };
}

/** A TaskRun or CustomRun as a `ci.job.v1`. */
export function tektonJob(
  run: TektonRun,
  context: TektonContext,
): EventInputs['ci.job.v1'] {
  const { progress, condition, times } = standing(run, context);
  const { labels } = run.metadata;
  const name =
    labels['tekton.dev/pipelineTask'] ??
    labels['tekton.dev/task'] ??
    run.spec?.taskRef?.name ??
    run.metadata.name;
  const tries = (run.status?.retriesStatus.length ?? 0) + 1;
  return {
    provider: 'tekton',
    instance: context.instance,
    project: tektonProject(run),
    externalId: tektonId(run),
    runExternalId: parentId(run) ?? tektonId(run),
    runAttempt: 1,
    pipelineName: pipelineName(run),
    name,
    kind: jobKind(name),
    attempt: tries,
    ...revisionOf(run),
    runner: run.status?.podName ? { name: run.status.podName } : undefined,
    failureMessage:
      progress.result && progress.result !== 'success'
        ? condition?.message
        : undefined,
    steps: run.status?.steps.map(stepOf) ?? [],
    ...progress,
    rawState: context.word,
    rawResult: condition?.reason,
    ...times,
    observedAt: context.at,
  };
}

/** A TaskRun as work that may deploy; a label or a parameter may name the environment. */
export function tektonDeployment(
  run: TektonRun,
  job: EventInputs['ci.job.v1'],
): NamedWork {
  const { labels } = run.metadata;
  const named: [string, unknown][] = [
    ...Object.entries(labels),
    ...(run.spec?.params ?? []).map(({ name, value }): [string, unknown] => [
      name ?? '',
      value,
    ]),
  ];
  const sender = codeMark(run, 'sender');
  return {
    ...job,
    // Retries of a TaskRun keep its uid.
    runAttempt: job.attempt,
    jobExternalId: job.externalId,
    environment: environmentParameter(named),
    region: (labels.region ?? labels['topology.kubernetes.io/region'])?.slice(
      0,
      128,
    ),
    ref: job.branch,
    actor: sender ? { login: sender } : undefined,
  };
}

function standing(run: TektonRun, { word }: TektonContext) {
  const { metadata, status } = run;
  const condition = status?.conditions.find(({ type }) => type === 'Succeeded');
  const begun = status?.startTime !== undefined;
  const progress = tektonProgress(word, condition, begun);
  const times = {
    createdAt: metadata.creationTimestamp,
    queuedAt: metadata.creationTimestamp,
    startedAt: hasBegun(progress) ? status?.startTime : undefined,
    finishedAt:
      progress.state === 'completed'
        ? status?.completionTime ?? condition?.lastTransitionTime
        : undefined,
  };
  return { progress, condition, times };
}

/** Parameters by which pipelines commonly get the commit they build. */
const shaNames = /^(?:git-?|commit-?|source-?)?(?:revision|sha|commit)$/i;
const branchNames = /^(?:git-?|source-?)?branch(?:-name)?$/i;

function revisionOf(run: TektonRun): { sha?: string; branch?: string } {
  const named = (names: RegExp) =>
    run.spec?.params.find(({ name, value }) => value && names.test(name ?? ''))
      ?.value;
  const revision = codeMark(run, 'sha') ?? named(shaNames);
  // A revision may as well be the name of a branch.
  const isSha = revision !== undefined && /^[0-9a-f]{7,64}$/i.test(revision);
  return {
    sha: isSha ? revision : undefined,
    branch:
      codeMark(run, 'branch') ??
      named(branchNames) ??
      (isSha ? undefined : revision),
  };
}

function stepOf(step: TektonStep, index: number): CiStep {
  const { terminated, running } = step;
  const base = { ordinal: index + 1, name: step.name ?? `step ${index + 1}` };
  if (!terminated) {
    return running
      ? { ...base, state: 'executing', startedAt: running.startedAt }
      : { ...base, state: 'pending' };
  }
  return {
    ...base,
    state: 'completed',
    result: stepResult(terminated),
    rawResult: terminated.reason,
    startedAt: terminated.startedAt,
    finishedAt: terminated.finishedAt,
  };
}

function stepResult(
  terminated: NonNullable<TektonStep['terminated']>,
): NonNullable<Progress['result']> {
  const { exitCode, reason = '' } = terminated;
  if (/Cancelled/.test(reason)) return 'cancelled';
  if (/Timeout/.test(reason)) return 'timeout';
  if (/Skipped/.test(reason)) return 'skipped';
  if (exitCode === undefined) return 'unknown';
  return exitCode === 0 ? 'success' : 'failure';
}
