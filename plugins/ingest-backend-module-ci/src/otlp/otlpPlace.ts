import { urlPlace } from '../urlPlace';
import { Attributes } from './otlpBody';
import { repositoryIn } from './receiverWords';

/** What all events of one resource share, as its attributes tell. */
export interface OtlpPlace {
  /** The CI system's host, else that of the repository, else `otlp`. */
  instance: string;
  /** The repository's path, else its name, else the service's. */
  project: string;
}

/** Where a span's pipeline lives. */
export function otlpPlace(attributes: Attributes): OtlpPlace {
  const repository = urlPlace(attributes['vcs.repository.url.full']);
  const run = urlPlace(
    attributes['cicd.pipeline.run.url.full'] ??
      attributes['cicd.pipeline.task.run.url.full'],
  );
  const owner = attributes['vcs.owner.name'];
  const name = attributes['vcs.repository.name'];
  const named = owner && name ? `${owner}/${name}` : name;
  return {
    instance: run?.host ?? repository?.host ?? 'otlp',
    project: (
      repository?.path ||
      (owner ? undefined : repositoryIn(run?.path)) ||
      named ||
      attributes['service.name'] ||
      attributes['cicd.pipeline.name'] ||
      'unknown'
    ).slice(0, 512),
  };
}
