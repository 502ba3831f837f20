import {
  EventData,
  deploymentEvents,
  subjectKey,
} from '@quarterdeck/plugin-ingest-common';
import { NewEvent } from '@quarterdeck/plugin-ingest-node';
import { z } from 'zod';

type Told = z.input<(typeof deploymentEvents)['deployment.v1']>;

const project = {
  provider: 'github',
  instance: 'github.com',
  project: 'acme/shop',
};

/** A deployment to production that arrived, unless it says otherwise. */
export function deployment(
  data: Partial<Told> & { externalId: string; at: string },
  entityRef?: string,
): NewEvent<'deployment.v1'> {
  const { at, ...more } = data;
  const told: EventData<'deployment.v1'> = deploymentEvents[
    'deployment.v1'
  ].parse({
    ...project,
    environment: { name: 'production', tier: 'production' },
    state: 'succeeded',
    finishedAt: at,
    observedAt: at,
    ...more,
  });
  const { instance, project: name, environment } = told;
  return {
    type: 'deployment.v1',
    subject: subjectKey({
      instance,
      project: name,
      environment: environment.name,
    }),
    entityRef,
    occurredAt: new Date(at),
    data: told,
  };
}

/** Somebody said which entity the project belongs to; null gives it up. */
export function projectClaim(
  entityRef: string | null,
): NewEvent<'subject.claimed.v1'> {
  return {
    type: 'subject.claimed.v1',
    occurredAt: new Date(),
    data: {
      subject: { instance: project.instance, project: project.project },
      entityRef,
      claimedBy: 'user:default/ada',
    },
  };
}
