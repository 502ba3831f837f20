import { z } from 'zod';
import {
  id,
  lenient,
  maybeText,
  maybeTime,
  readableItems,
} from '../bodyValues';

const sourceSchema = z.object({ repoURL: maybeText, chart: maybeText });

/** One revision, or one per source of an application with several. */
const revisions = {
  revision: maybeText,
  revisions: readableItems(z.string().min(1).max(255), 50),
};

const resourceSchema = z.object({
  kind: maybeText,
  health: lenient(z.object({ status: maybeText, message: maybeText })),
});

const historySchema = z.object({
  id,
  ...revisions,
  deployedAt: maybeTime,
  deployStartedAt: maybeTime,
});

/** The parts of an Application that are read. */
export const applicationSchema = z.object({
  metadata: z.object({
    name: z.string().min(1).max(253),
    namespace: maybeText,
  }),
  spec: lenient(
    z.object({
      project: maybeText,
      destination: lenient(
        z.object({ server: maybeText, name: maybeText, namespace: maybeText }),
      ),
      source: lenient(sourceSchema),
      sources: readableItems(sourceSchema, 50),
    }),
  ),
  status: z.object({
    operationState: lenient(
      z.object({
        phase: maybeText,
        message: maybeText,
        startedAt: maybeTime,
        finishedAt: maybeTime,
        operation: lenient(
          z.object({
            initiatedBy: lenient(
              z.object({
                username: maybeText,
                automated: lenient(z.boolean()),
              }),
            ),
            sync: lenient(z.object(revisions)),
          }),
        ),
        syncResult: lenient(z.object(revisions)),
      }),
    ),
    sync: lenient(z.object({ status: maybeText, ...revisions })),
    health: lenient(
      z.object({
        status: maybeText,
        message: maybeText,
        lastTransitionTime: maybeTime,
      }),
    ),
    history: readableItems(historySchema, 200),
    summary: lenient(
      z.object({ images: readableItems(z.string().min(1).max(1024), 50) }),
    ),
    resources: readableItems(resourceSchema, 2000),
    reconciledAt: maybeTime,
  }),
});

/** @see applicationSchema */
export type Application = z.output<typeof applicationSchema>;

/** The body of our notification template. */
export const argocdNotificationSchema = z.object({
  trigger: maybeText,
  argocdUrl: maybeText,
  environment: maybeText,
  version: maybeText,
  app: applicationSchema,
});

/** @see argocdNotificationSchema */
export type ArgocdNotification = z.output<typeof argocdNotificationSchema>;
