import { z } from 'zod';
import {
  lenient,
  maybeCount,
  maybeFlag,
  maybeSha,
  maybeText,
  maybeTime,
  readableItems,
} from '../bodyValues';
import { analysisRunSchema } from './analysisRun';

const name = z.string().min(1).max(253);
const maybeWeight = lenient(z.number().min(0).max(100));

/** Kubernetes labels and annotations; other values are left out. */
const textMap = z
  .record(z.string(), z.unknown())
  .optional()
  .catch(undefined)
  .transform(
    values =>
      new Map(
        Object.entries(values ?? {}).flatMap(([key, value]) =>
          typeof value === 'string' ? [[key, value] as const] : [],
        ),
      ),
  );

const stepSchema = z.looseObject({
  setWeight: maybeWeight,
  pause: lenient(
    z.object({ duration: lenient(z.union([z.string(), z.number()])) }),
  ),
});

const runStatusSchema = lenient(
  z.object({ name: maybeText, status: maybeText, message: maybeText }),
);

const conditionSchema = z.object({
  type: maybeText,
  status: maybeText,
  reason: maybeText,
  message: maybeText,
  lastUpdateTime: maybeTime,
  lastTransitionTime: maybeTime,
});

/** The parts of a Rollout that are read. */
export const rolloutObjectSchema = z.object({
  metadata: z.object({
    name,
    namespace: name,
    labels: textMap,
    annotations: textMap,
    creationTimestamp: maybeTime,
  }),
  spec: lenient(
    z.object({
      paused: maybeFlag,
      strategy: lenient(
        z.object({
          canary: lenient(z.object({ steps: readableItems(stepSchema, 1000) })),
          blueGreen: lenient(z.object({ autoPromotionEnabled: maybeFlag })),
        }),
      ),
      template: lenient(
        z.object({
          spec: lenient(
            z.object({
              containers: readableItems(
                z.object({ image: z.string().min(1).max(1024) }),
                50,
              ),
            }),
          ),
        }),
      ),
    }),
  ),
  status: z.object({
    phase: maybeText,
    message: maybeText,
    abort: maybeFlag,
    currentStepIndex: maybeCount,
    currentPodHash: maybeText,
    pauseConditions: readableItems(
      z.object({ reason: maybeText, startTime: maybeTime }),
      20,
    ),
    conditions: readableItems(conditionSchema, 50),
    canary: lenient(
      z.object({
        weights: lenient(
          z.object({ canary: lenient(z.object({ weight: maybeWeight })) }),
        ),
        currentStepAnalysisRunStatus: runStatusSchema,
        currentBackgroundAnalysisRunStatus: runStatusSchema,
      }),
    ),
    blueGreen: lenient(
      z.object({
        prePromotionAnalysisRunStatus: runStatusSchema,
        postPromotionAnalysisRunStatus: runStatusSchema,
      }),
    ),
  }),
});

/** @see rolloutObjectSchema */
export type RolloutObject = z.output<typeof rolloutObjectSchema>;

/** A step of `spec.strategy.canary.steps`. */
export type RolloutSpecStep = z.output<typeof stepSchema>;

/** The body of our notification template. */
export const rolloutNotificationSchema = z.object({
  cluster: maybeText,
  environment: maybeText,
  sha: maybeSha,
  rollout: rolloutObjectSchema,
  analysisRuns: readableItems(analysisRunSchema, 50),
});

/** @see rolloutNotificationSchema */
export type RolloutNotification = z.output<typeof rolloutNotificationSchema>;
