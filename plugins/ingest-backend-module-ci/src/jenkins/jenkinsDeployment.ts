import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { deploymentsByName, namedPlace } from '../deploymentByName';
import { environmentParameter } from '../environmentParameter';
import { Fields, fieldsList, fieldsOf, textOf } from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs } from '../providerEvent';
import { JenkinsPlace } from './jenkinsPlace';

type Run = EventInputs['ci.run.v1'];

/** The environment a build was given as a parameter, in either form of a delivery. */
export function buildEnvironment(build: Fields): string | undefined {
  const listed = fieldsList(build.actions, 100).flatMap(action =>
    fieldsList(action.parameters, 100).map(
      ({ name, value }): [string, unknown] => [textOf(name) ?? '', value],
    ),
  );
  const named = Object.entries(fieldsOf(build.parameters)).slice(0, 100);
  return environmentParameter([...listed, ...named]);
}

/** The job's own name; that of the project above it when it is a main branch. */
function jobName({ project, change }: JenkinsPlace): string {
  const parts = project.split('/');
  const leaf = parts.pop() ?? '';
  if (change !== undefined) return '';
  return /^(?:main|master|trunk)$/.test(leaf) ? parts.pop() ?? leaf : leaf;
}

const shared = (place: JenkinsPlace, run: Run) => ({
  provider: place.provider,
  instance: place.instance,
  project: place.project,
  ref: run.branch,
  sha: run.sha,
  actor: run.actor,
  runExternalId: place.runId,
});

/** The deployment that a whole build is by its job's name: `deploy-prod`. */
export function buildDeployment(
  place: JenkinsPlace,
  run: Run,
  environment: string | undefined,
): ParsedEvent[] {
  const { state, result, rawState, rawResult, observedAt, url } = run;
  const work = {
    ...shared(place, run),
    ...{ state, result, rawState, rawResult, observedAt, url, environment },
    externalId: place.runId,
    name: jobName(place),
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
  };
  return deploymentsByName(work, narrowed(place, { workflow: place.project }));
}

/** The deployment that a stage is by its name, unless the whole build is one. */
export function stageDeployment(
  place: JenkinsPlace,
  run: Run,
  stage: EventInputs['ci.stage.v1'],
  environment: string | undefined,
): ParsedEvent[] {
  if (namedPlace({ name: jobName(place), environment })) return [];
  const { state, result, rawState, rawResult, observedAt, url, name } = stage;
  const work = {
    ...shared(place, run),
    ...{ state, result, rawState, rawResult, observedAt, url, name },
    environment,
    externalId: stage.externalId,
    startedAt: stage.startedAt,
    finishedAt: stage.finishedAt,
    failureMessage: stage.failureMessage,
  };
  return deploymentsByName(work, narrowed(place, { workflow: place.project }));
}
