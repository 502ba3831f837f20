import { boundedId } from '../boundedId';
import {
  countOf,
  fieldsList,
  Fields,
  fieldsOf,
  idOf,
  shaOf,
  textOf,
} from '../fields';
import { webLink } from './parseBuild';

/** One attempt to bring a release into one environment. */
export interface ReleaseDeployment {
  /** `release:<release>/<environment>/<attempt>`. */
  externalId: string;
  environment?: string;
  /** Name of the release definition. */
  pipelineName?: string;
  releaseName?: string;
  sha?: string;
  artifacts: { name: string; version?: string }[];
  url?: string;
}

/**
 * What `resource` of a release event deploys. Its parts stand in other places
 * in each event, and the key must come out the same from all of them;
 * `undefined` when release or environment has no id.
 */
export function releaseDeployment(
  resource: Fields,
): ReleaseDeployment | undefined {
  const approval = fieldsOf(resource.approval);
  const deployment = fieldsOf(resource.deployment);
  const environment = fieldsOf(
    resource.environment ??
      deployment.releaseEnvironment ??
      approval.releaseEnvironment,
  );
  const release = fieldsOf(
    resource.release ?? deployment.release ?? approval.release,
  );
  const definition = fieldsOf(
    release.releaseDefinition ??
      deployment.releaseDefinition ??
      approval.releaseDefinition ??
      environment.releaseDefinition,
  );
  const releaseId = idOf(release.id) ?? idOf(environment.releaseId);
  const environmentId = idOf(environment.id);
  if (!releaseId || !environmentId) return undefined;
  const attempt =
    countOf(deployment.attempt) ||
    countOf(resource.attemptId) ||
    countOf(approval.attempt) ||
    1;
  const artifacts = fieldsList(release.artifacts, 50);
  const references = artifacts.map(artifact =>
    fieldsOf(artifact.definitionReference),
  );
  return {
    externalId: boundedId(`release:${releaseId}/${environmentId}/${attempt}`),
    environment: textOf(environment.name, 255),
    pipelineName: textOf(definition.name),
    releaseName: textOf(release.name, 255),
    sha: references
      .map(reference => shaOf(fieldsOf(reference.sourceVersion).id))
      .find(sha => sha !== undefined),
    artifacts: artifacts.flatMap((artifact, index) => {
      const name = textOf(artifact.alias);
      const version = textOf(fieldsOf(references[index].version).name, 255);
      return name ? [{ name, version }] : [];
    }),
    url: webLink(release) ?? textOf(release.webAccessUri, 4096),
  };
}
