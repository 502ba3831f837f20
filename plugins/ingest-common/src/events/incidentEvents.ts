import { z } from 'zod';
import { actorSchema, link, text, timestamp } from './values';

/** Where an incident stands. Only `resolved` and `closed` say that users are well again. */
export const incidentStates = [
  'triggered',
  'acknowledged',
  'mitigated',
  'resolved',
  'closed',
] as const;

/** How bad it is; 1 is the worst. */
export const incidentSeverities = [
  'sev1',
  'sev2',
  'sev3',
  'sev4',
  'sev5',
  'unknown',
] as const;

/** What an incident may name as its cause. */
export const incidentCauseKinds = [
  'deployment',
  'change',
  'commit',
  'artifact',
  'version',
] as const;

/**
 * Something broke for users. Natural key: instance, externalId. A later report
 * corrects an earlier one; what it was resolved and opened again at is kept of
 * all of them.
 */
export const incidentSchema = z.object({
  provider: z.string().min(1).max(64),
  /** Host of the incident tool; `quarterdeck` for our own. */
  instance: z.string().min(1).max(255),
  externalId: z.string().min(1).max(128),
  title: text(1024),
  state: z.enum(incidentStates),
  severity: z.enum(incidentSeverities).default('unknown'),
  startedAt: timestamp,
  /** When users were well again, the last time if it was opened again. */
  resolvedAt: timestamp.optional(),
  /** When it was opened again after it had been resolved. */
  reopenedAt: timestamp.optional(),
  /** It was resolved and came back. */
  reopened: z.boolean().default(false),
  /** The provider's name of what is broken, where it names several. */
  service: text(255).optional(),
  environment: text(255).optional(),
  /**
   * Whether a change of ours caused it: a provider's outage is `false` and in
   * no metric. Absent: nobody said.
   */
  changeRelated: z.boolean().optional(),
  /** What caused it, most certain first. */
  causes: z
    .array(
      z
        .object({
          kind: z.enum(incidentCauseKinds),
          /** With deployments and changes: whose id it is. */
          instance: z.string().min(1).max(255).optional(),
          /** With changes: its project. */
          project: z.string().min(1).max(512).optional(),
          /** External id, sha, version or digest. */
          id: z.string().min(1).max(512),
        })
        .refine(
          ({ kind, instance }) => kind !== 'deployment' || instance,
          'a deployment needs the instance whose id it is',
        )
        .refine(
          ({ kind, instance, project }) =>
            kind !== 'change' || (instance && project),
          'a change needs its instance and project',
        ),
    )
    .max(50)
    .default([]),
  /**
   * It tells of one turn and not of the whole incident (CDEvents): what it
   * leaves out stays as told before, and `startedAt` is when it was told, so
   * that the earliest of such reports counts.
   */
  partial: z.boolean().optional(),
  /** External id of the incident this one repeats. */
  duplicateOf: z.string().max(128).optional(),
  reporter: actorSchema.optional(),
  observedAt: timestamp,
  url: link,
});

/** @see incidentSchema */
export type IncidentReport = z.infer<typeof incidentSchema>;

export const incidentEvents = {
  'incident.v1': incidentSchema,
} as const;
