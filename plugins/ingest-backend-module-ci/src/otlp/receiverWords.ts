import { Attributes } from './otlpBody';

/**
 * What the receivers of the OpenTelemetry Collector call things: their words
 * are older than the conventions. Theirs stand in where those are missing.
 */
const olderNames: readonly [older: string, name: string][] = [
  ['vcs.ref.head', 'vcs.ref.head.name'],
  ['vcs.ref.type', 'vcs.ref.head.type'],
  ['cicd.pipeline.run.status', 'cicd.pipeline.result'],
  ['cicd.pipeline.run.task.status', 'cicd.pipeline.task.run.result'],
  ['cicd.pipeline.worker.name', 'cicd.worker.name'],
  ['cicd.pipeline.worker.group.name', 'cicd.worker.pool.name'],
];

/** Attributes with the names of the conventions for what has an older one. */
export function conventionalNames(attributes: Attributes): Attributes {
  let read: Record<string, string | undefined> | undefined;
  for (const [older, name] of olderNames) {
    if (attributes[older] !== undefined && attributes[name] === undefined) {
      read ??= { ...attributes };
      read[name] = attributes[older];
    }
  }
  return read ?? attributes;
}

/** The id of GitHub's run in the address of one of its jobs. */
export function runIdIn(url: string | undefined): string | undefined {
  return /\/actions\/runs\/(\d{1,20})(?:\/|$)/.exec(url ?? '')?.[1];
}

/** Which attempt a run is: the one after that whose address it carries. */
export function attemptAfter(url: string | undefined): number {
  const previous = /\/attempts\/(\d{1,6})$/.exec(url ?? '')?.[1];
  return previous ? Number(previous) + 1 : 1;
}

/** The repository's page in the address of a run, pipeline or job of GitHub or GitLab. */
export function repositoryIn(path: string | undefined): string | undefined {
  return /^(.{1,512}?)\/(?:actions\/runs|-\/(?:pipelines|jobs))\/\d/.exec(
    path ?? '',
  )?.[1];
}
