import { Fields, fieldsOf, idOf, textOf } from '../fields';
import { EventInputs } from './eventInputs';
import { changeKey } from './githubChanges';
import {
  githubEvent,
  GithubEventParser,
  ignored,
  parsed,
  refused,
  subjectOf,
} from './githubDelivery';
import { webHostOfApi } from './githubPlace';
import { hashOf, shortOf, timeOf } from './githubValues';

/** `https://api.github.com/repos/acme/shop/actions/runs/7/deployment_protection_rule` */
const callback = /\/actions\/runs\/(\d{1,20})\/deployment_protection_rule$/;

/**
 * `deployment_protection_rule`: a job waits until a GitHub App says whether it
 * may go to the environment. One gate per deployment asked for, so that a
 * re-run, which asks anew, is not answered by the first answer.
 */
export const parseDeploymentProtectionRule: GithubEventParser = delivery => {
  const { place, now, action, body } = delivery;
  if (action !== 'requested') {
    return ignored(delivery, 'Only requests of a protection rule are read.');
  }
  const environment = shortOf(body.environment, 255);
  if (!environment) return refused(delivery, 'environment');
  const callbackUrl = shortOf(body.deployment_callback_url, 4096);
  if (!callbackUrl) return refused(delivery, 'deployment_callback_url');
  const runExternalId = callback.exec(callbackUrl)?.[1];
  // The answer carries a token: it goes to the sender's own API and nowhere else.
  if (!runExternalId || webHostOfApi(callbackUrl) !== place.instance) {
    return {
      outcome: 'rejected',
      message: `GitHub's ${delivery.event} delivery cannot be read: /deployment_callback_url is not a run's address at ${place.instance}.`,
      path: '/deployment_callback_url',
    };
  }
  const deployment = fieldsOf(body.deployment);
  const deploymentId = idOf(deployment.id);
  const sha = hashOf(body.sha) ?? hashOf(deployment.sha);
  const ref = textOf(body.ref) ?? textOf(deployment.ref);
  const askedAt =
    timeOf(deployment.updated_at) ?? timeOf(deployment.created_at);
  const change = firstNumber(body.pull_requests);
  const data: EventInputs['gate.v1'] = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: `${runExternalId}/${deploymentId ?? ''}/${environment}/policy`,
    kind: 'policy',
    state: 'pending',
    environment,
    runExternalId,
    deploymentExternalId: deploymentId,
    sha,
    ref,
    callbackUrl,
    askedAt,
    observedAt: askedAt ?? now.toISOString(),
    url: `${place.webUrl}/actions/runs/${runExternalId}`,
  };
  return parsed(
    delivery,
    githubEvent({
      type: 'gate.v1',
      subject: subjectOf(place, { environment }),
      at: data.observedAt,
      correlation: {
        sha,
        run: runExternalId,
        deployment: deploymentId,
        change: change && changeKey(place, change),
      },
      data,
    }),
  );
};

/** The number of the first pull request that has one. */
function firstNumber(pulls: unknown): string | undefined {
  if (!Array.isArray(pulls)) return undefined;
  for (const pull of pulls) {
    const { number }: Fields = fieldsOf(pull);
    if (typeof number === 'number' && number > 0 && idOf(number)) {
      return String(number);
    }
  }
  return undefined;
}
