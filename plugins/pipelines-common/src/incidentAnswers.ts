import { z } from 'zod';

/** How bad an incident is; 1 is the worst. */
export const incidentSeverities = [
  'sev1',
  'sev2',
  'sev3',
  'sev4',
  'sev5',
  'unknown',
] as const;

/** An incident beside deployments. */
export const incidentAnswerSchema = z.object({
  instance: z.string(),
  externalId: z.string(),
  entityRef: z.string().nullable(),
  title: z.string(),
  /** `mitigated`: users are well again, the cause is still there. */
  state: z.enum(['open', 'mitigated', 'resolved']),
  severity: z.enum(incidentSeverities),
  environment: z.string().nullable(),
  startedAt: z.string(),
  /** null: it is open. */
  endedAt: z.string().nullable(),
  url: z.string().nullable(),
});

/** @see incidentAnswerSchema */
export type IncidentAnswer = z.infer<typeof incidentAnswerSchema>;

/** How an incident is known to belong to a deployment. */
export const incidentRelations = [
  /** It names the deployment, its commit or its version. */
  'named',
  /** It began there after this deployment arrived and before the next. */
  'after',
] as const;

/** An incident on the page of a deployment. */
export const deploymentIncidentSchema = incidentAnswerSchema.extend({
  relation: z.enum(incidentRelations),
});

/** @see deploymentIncidentSchema */
export type DeploymentIncident = z.infer<typeof deploymentIncidentSchema>;
