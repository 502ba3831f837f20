import { z } from 'zod';
import {
  lenient,
  maybeCount,
  maybeText,
  maybeTime,
  readableItems,
} from '../bodyValues';

const texts = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform(values => {
    const read: Record<string, string | undefined> = {};
    for (const [key, value] of Object.entries(values ?? {})) {
      if (typeof value === 'string' && value) read[key] = value.slice(0, 1024);
    }
    return read;
  })
  .catch({});

const name = lenient(z.string().min(1).max(253));

/** How a step of a TaskRun went. */
const stepSchema = z.object({
  name: maybeText,
  terminated: lenient(
    z.object({
      exitCode: lenient(z.int()),
      reason: maybeText,
      startedAt: maybeTime,
      finishedAt: maybeTime,
    }),
  ),
  running: lenient(z.object({ startedAt: maybeTime })),
  waiting: lenient(z.object({ reason: maybeText })),
});

/** @see stepSchema */
export type TektonStep = z.output<typeof stepSchema>;

/** A PipelineRun, TaskRun or CustomRun: the parts they share. */
export const tektonRunSchema = z.object({
  metadata: z.object({
    name: z.string().min(1).max(253),
    namespace: z.string().min(1).max(253),
    uid: lenient(z.string().min(1).max(128)),
    labels: texts,
    annotations: texts,
    creationTimestamp: maybeTime,
    ownerReferences: readableItems(
      z.object({ kind: maybeText, uid: maybeText, name: maybeText }),
      20,
    ),
  }),
  spec: lenient(
    z.object({
      pipelineRef: lenient(z.object({ name })),
      taskRef: lenient(z.object({ name })),
      customRef: lenient(z.object({ kind: name, name })),
      params: readableItems(
        z.object({ name: maybeText, value: maybeText }),
        200,
      ),
    }),
  ),
  status: lenient(
    z.object({
      conditions: readableItems(
        z.object({
          type: maybeText,
          status: maybeText,
          reason: maybeText,
          message: maybeText,
          lastTransitionTime: maybeTime,
        }),
        20,
      ),
      startTime: maybeTime,
      completionTime: maybeTime,
      podName: maybeText,
      retriesStatus: readableItems(z.unknown(), 1000),
      steps: readableItems(stepSchema, 1000),
      retries: maybeCount,
    }),
  ),
});

/** @see tektonRunSchema */
export type TektonRun = z.output<typeof tektonRunSchema>;

/** What Pipelines as Code writes on a run, as label or annotation. */
export function codeMark(run: TektonRun, key: string): string | undefined {
  const { labels, annotations } = run.metadata;
  const mark = `pipelinesascode.tekton.dev/${key}`;
  return annotations[mark] ?? labels[mark];
}
