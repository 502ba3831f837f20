import { z } from 'zod';
import { EventInputs } from './eventInputs';
import { changeKey } from './githubChanges';
import {
  githubEvent,
  GithubEventParser,
  ignored,
  parsed,
  readBody,
  subjectOf,
} from './githubDelivery';
import { webHostOfApi } from './githubPlace';
import {
  lenient,
  maybeAccount,
  maybeId,
  maybeSha,
  maybeText,
  maybeTime,
  readableItems,
} from './githubValues';

const bodySchema = z.object({
  environment: z.string().min(1).max(255),
  deployment_callback_url: z.string().min(1).max(4096),
  sha: maybeSha,
  ref: maybeText,
  deployment: lenient(
    z.object({
      id: maybeId,
      sha: maybeSha,
      ref: maybeText,
      created_at: maybeTime,
      updated_at: maybeTime,
    }),
  ),
  pull_requests: readableItems(z.object({ number: z.int().positive() }), 50),
  sender: maybeAccount,
});

/** `https://api.github.com/repos/acme/shop/actions/runs/7/deployment_protection_rule` */
const callback = /\/actions\/runs\/(\d{1,20})\/deployment_protection_rule$/;

/**
 * `deployment_protection_rule`: a job waits until a GitHub App says whether it
 * may go to the environment. One gate per deployment asked for, so that a
 * re-run, which asks anew, is not answered by the first answer.
 */
export const parseDeploymentProtectionRule: GithubEventParser = delivery => {
  const { place, now, action } = delivery;
  if (action !== 'requested') {
    return ignored(delivery, 'Only requests of a protection rule are read.');
  }
  const read = readBody(bodySchema, delivery.body, delivery.event);
  if (!read.ok) return read.rejection;
  const { environment, deployment, ...rule } = read.value;
  const callbackUrl = rule.deployment_callback_url;
  const runExternalId = callback.exec(callbackUrl)?.[1];
  // The answer carries a token: it goes to the sender's own API and nowhere else.
  if (!runExternalId || webHostOfApi(callbackUrl) !== place.instance) {
    return {
      outcome: 'rejected',
      message: `GitHub's ${delivery.event} delivery cannot be read: /deployment_callback_url is not a run's address at ${place.instance}.`,
      path: '/deployment_callback_url',
    };
  }
  const sha = rule.sha ?? deployment?.sha;
  const ref = rule.ref ?? deployment?.ref;
  const askedAt = deployment?.updated_at ?? deployment?.created_at;
  const change = rule.pull_requests[0]?.number;
  const data: EventInputs['gate.v1'] = {
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId: `${runExternalId}/${
      deployment?.id ?? ''
    }/${environment}/policy`,
    kind: 'policy',
    state: 'pending',
    environment,
    runExternalId,
    deploymentExternalId: deployment?.id,
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
        deployment: deployment?.id,
        change:
          change === undefined ? undefined : changeKey(place, String(change)),
      },
      data,
    }),
  );
};
