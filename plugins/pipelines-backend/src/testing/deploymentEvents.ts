import {
  deploymentSchema,
  rolloutStepSchema,
  subjectKey,
} from '@quarterdeck/plugin-ingest-common';
import { z } from 'zod';
import { instance, minute, project, TestEvent, testEvent } from './events';

/** A report about a deployment of the shop to production. */
export function deploymentEvent(
  data: Partial<z.input<typeof deploymentSchema>> = {},
  entityRef: string | undefined = 'component:default/shop',
): TestEvent {
  return testEvent(
    'deployment.v1',
    {
      provider: 'github',
      instance,
      project,
      externalId: 'd1',
      environment: { name: 'production', tier: 'production' },
      state: 'succeeded',
      observedAt: minute(0),
      ...data,
    },
    {
      subject: subjectKey({ instance, project: data.project ?? project }),
      entityRef,
    },
  );
}

/** A deployment of a release that arrived at a minute. */
export function arrivedEvent(
  externalId: string,
  sha: string,
  at: number,
  data: Partial<z.input<typeof deploymentSchema>> = {},
  entityRef?: string,
): TestEvent {
  return deploymentEvent(
    {
      externalId,
      sha,
      createdAt: minute(at - 2),
      finishedAt: minute(at),
      observedAt: minute(at),
      ...data,
    },
    entityRef,
  );
}

/** A report about a step of a rollout. */
export function stepEvent(
  data: Partial<z.input<typeof rolloutStepSchema>> = {},
): TestEvent {
  return testEvent('rollout.step.v1', {
    provider: 'argo',
    instance,
    project,
    deploymentExternalId: 'd1',
    ordinal: 1,
    kind: 'set_weight',
    wantedWeight: 20,
    state: 'running',
    observedAt: minute(0),
    ...data,
  });
}
