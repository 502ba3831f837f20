import {
  Actor,
  Change,
  CiJob,
  CiStep,
  Commit,
  Gate,
} from '@quarterdeck/plugin-ingest-common';
import {
  ChangeAnswer,
  CommitAnswer,
  DeploymentAnswer,
  deploymentDisplay,
  Gate as GateAnswer,
  Job,
  RunSummary,
  runSeconds,
  statusDisplay,
  statusKey,
  StripRun,
  workStart,
} from '@quarterdeck/plugin-pipelines-common';
import { FactRow, StoredDeployment } from '../database/factRows';
import { JobRow } from '../database/jobRows';
import { RunRow } from '../database/runRows';

const person = (actor: Actor | undefined | null) =>
  actor ? { login: actor.login, name: actor.name, kind: actor.kind } : null;

/** The first line of a commit's message, or of a failure's words. */
export function firstLine(text: string | undefined | null): string | null {
  return text?.split('\n', 1)[0]?.trim() || null;
}

/** A row of the run list. */
export function toRunSummary(row: RunRow): RunSummary {
  const { facts } = row;
  return {
    instance: row.instance,
    externalId: row.externalId,
    attempt: row.attempt,
    isLatestAttempt: row.isLatest,
    provider: facts.provider,
    project: row.project,
    entityRef: row.entityRef,
    pipeline: {
      key: row.pipelineKey,
      name: facts.pipeline.name,
      path: facts.pipeline.path ?? null,
    },
    number: facts.number ?? null,
    title: firstLine(facts.commit?.message) ?? facts.title ?? null,
    status: statusDisplay(row.status),
    state: facts.state,
    result: facts.result ?? null,
    rawState: facts.rawState ?? null,
    rawResult: facts.rawResult ?? null,
    trigger: facts.trigger,
    rawTrigger: facts.rawTrigger ?? null,
    actor: person(facts.actor),
    branch: facts.branch ?? null,
    tag: facts.tag ?? null,
    isDefaultBranch: row.isDefault,
    sha: facts.sha ?? null,
    createdAt: facts.createdAt ?? null,
    queuedAt: facts.queuedAt ?? null,
    startedAt: facts.startedAt ?? null,
    workStartedAt: workStart({ ...facts, workStartedAt: row.workStartedAt }),
    finishedAt: facts.finishedAt ?? null,
    queueSeconds: row.queueSeconds,
    runSeconds: row.runSeconds,
    listedAt: row.listedAt,
    url: facts.url ?? null,
  };
}

/** A bar of the strip. */
export function toStripRun(row: RunRow): StripRun {
  const { instance, externalId, attempt, status, title, sha, listedAt } =
    toRunSummary(row);
  return {
    instance,
    externalId,
    attempt,
    status,
    title,
    sha,
    queueSeconds: row.queueSeconds,
    runSeconds: row.runSeconds,
    listedAt,
  };
}

function toStep(step: CiStep): Job['steps'][number] {
  return {
    ordinal: step.ordinal,
    name: step.name,
    status: statusDisplay(statusKey(step)),
    startedAt: step.startedAt ?? null,
    finishedAt: step.finishedAt ?? null,
    runSeconds: runSeconds(step),
  };
}

/** Skipped, or ended before a runner took it: something before it went wrong. */
export function notReached(job: CiJob): boolean {
  return (
    job.state === 'completed' && (job.result === 'skipped' || !job.startedAt)
  );
}

/** A job with its steps. */
export function toJob(row: JobRow, criticalIds: ReadonlySet<string>): Job {
  const { facts } = row;
  return {
    instance: row.instance,
    externalId: row.externalId,
    runExternalId: facts.runExternalId,
    runAttempt: facts.runAttempt,
    project: row.project,
    entityRef: row.entityRef,
    pipelineName: facts.pipelineName ?? null,
    name: facts.name,
    stage: facts.stage ?? null,
    kind: facts.kind,
    allowFailure: facts.allowFailure,
    status: statusDisplay(row.status),
    state: facts.state,
    result: facts.result ?? null,
    rawState: facts.rawState ?? null,
    rawResult: facts.rawResult ?? null,
    branch: facts.branch ?? null,
    sha: facts.sha ?? null,
    runner: facts.runner
      ? {
          name: facts.runner.name ?? null,
          group: facts.runner.group ?? null,
          labels: facts.runner.labels,
        }
      : null,
    failureMessage: facts.failureMessage ?? null,
    createdAt: facts.createdAt ?? null,
    queuedAt: facts.queuedAt ?? null,
    startedAt: facts.startedAt ?? null,
    finishedAt: facts.finishedAt ?? null,
    queueSeconds: row.queueSeconds,
    runSeconds: row.runSeconds,
    notReached: notReached(facts),
    onCriticalPath: criticalIds.has(row.externalId),
    url: facts.url ?? null,
    steps: facts.steps.map(toStep),
  };
}

/** A gate; one that waits has waited until now. */
export function toGate(row: FactRow<Gate>, now: Date): GateAnswer {
  const { facts } = row;
  const end = facts.decidedAt ?? (facts.state === 'pending' ? now : undefined);
  return {
    instance: row.instance,
    externalId: row.externalId,
    project: row.project,
    entityRef: row.entityRef,
    kind: facts.kind,
    state: facts.state,
    environment: facts.environment ?? null,
    runExternalId: facts.runExternalId ?? null,
    runAttempt: facts.runAttempt ?? null,
    askedAt: facts.askedAt ?? null,
    decidedAt: facts.decidedAt ?? null,
    decidedBy: person(facts.decidedBy),
    comment: facts.comment ?? null,
    waitSeconds:
      facts.askedAt && end
        ? Math.max(
            0,
            (new Date(end).getTime() - Date.parse(facts.askedAt)) / 1000,
          )
        : null,
    url: facts.url ?? null,
  };
}

/** A pull or merge request. */
export function toChange(row: FactRow<Change>): ChangeAnswer {
  const { facts } = row;
  return {
    instance: row.instance,
    project: row.project,
    entityRef: row.entityRef,
    externalId: row.externalId,
    number: facts.number ?? null,
    title: facts.title,
    state: facts.state,
    draft: facts.draft,
    author: person(facts.author),
    mergedBy: person(facts.mergedBy),
    sourceBranch: facts.sourceBranch ?? null,
    targetBranch: facts.targetBranch ?? null,
    headSha: facts.headSha ?? null,
    mergeSha: facts.mergeSha ?? null,
    additions: facts.additions ?? null,
    deletions: facts.deletions ?? null,
    changedFiles: facts.changedFiles ?? null,
    createdAt: facts.createdAt ?? null,
    mergedAt: facts.mergedAt ?? null,
    closedAt: facts.closedAt ?? null,
    observedAt: facts.observedAt,
    url: facts.url ?? null,
  };
}

/** A deployment. */
export function toDeployment(row: FactRow<StoredDeployment>): DeploymentAnswer {
  const { facts } = row;
  return {
    instance: row.instance,
    externalId: row.externalId,
    project: row.project,
    entityRef: row.entityRef,
    environment: {
      name: facts.environment.name,
      tier: facts.environment.tier,
      url: facts.environment.url ?? null,
    },
    state: facts.state,
    outcome: facts.outcome ?? null,
    status: deploymentDisplay(facts.state),
    rawState: facts.rawState ?? null,
    ref: facts.ref ?? null,
    sha: facts.sha ?? null,
    version: facts.version ?? null,
    task: facts.task ?? null,
    description: facts.description ?? null,
    actor: person(facts.actor),
    runExternalId: facts.runExternalId ?? null,
    createdAt: facts.createdAt ?? null,
    startedAt: facts.startedAt ?? null,
    finishedAt: facts.finishedAt ?? null,
    observedAt: facts.observedAt,
    url: facts.url ?? null,
  };
}

/** A commit; `paths` only where the provider told them. */
export function toCommit(
  commit: Commit & { paths?: readonly string[] },
  likely: string | null = null,
): CommitAnswer {
  const paths = commit.paths ?? [];
  return {
    sha: commit.sha,
    subject: firstLine(commit.message),
    author: person(commit.author),
    authoredAt: commit.authoredAt ?? commit.committedAt ?? null,
    url: commit.url ?? null,
    fileCount: paths.length > 0 ? paths.length : null,
    paths: [...paths],
    likely,
  };
}
