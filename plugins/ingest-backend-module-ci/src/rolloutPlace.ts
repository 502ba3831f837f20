import { createHash } from 'node:crypto';
import { Subject } from '@quarterdeck/plugin-ingest-common';
import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { environmentTier } from './environmentTier';

/** Where something in Kubernetes is rolled out, as its controller names it. */
export interface RolloutPlace {
  provider: string;
  /** The cluster, or the host of the Argo CD that manages it. */
  instance: string;
  /** `namespace/name`. */
  project: string;
  environment: string;
}

/** The first characters of a text, none of them cut in two. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return text.slice(0, max).replace(/[\ud800-\udbff]$/, '');
}

/** Bounded as events are bounded; two long names stay two. */
export function bounded(text: string, max: number): string {
  if (text.length <= max) return text;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${cut(text, max - digest.length - 1)}~${digest}`;
}

/** The parts that every event of this place has. */
export const placeParts = (place: RolloutPlace) => ({
  provider: place.provider,
  instance: place.instance,
  project: place.project,
});

/** The environment as a deployment has it, its tier by the name. */
export const environmentOf = (place: RolloutPlace) => ({
  name: place.environment,
  tier: environmentTier({ name: place.environment }),
});

/** The subject of everything that is rolled out there. */
export const rolloutSubject = (place: RolloutPlace): Subject => ({
  instance: place.instance,
  project: place.project,
  environment: place.environment,
});

/** Annotations that name what is rolled out: `namespace/name`, or the name alone. */
export const rolloutAnnotations: WebhookProvider['annotations'] = [
  {
    annotation: 'quarterdeck.dev/rollout',
    value: subject => subject.project,
  },
  {
    annotation: 'backstage.io/kubernetes-id',
    value: subject =>
      subject.project.slice(subject.project.lastIndexOf('/') + 1) || undefined,
  },
];
