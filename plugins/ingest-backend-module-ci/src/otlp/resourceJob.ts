import { OtlpSpan } from './otlpBody';

/** The spans of a resource that is one task run: the Collector's receivers send such. */
export interface ResourceJob {
  /** The task run itself. */
  job: OtlpSpan;
  /** When it was queued and when it left the queue. */
  queue?: OtlpSpan;
}

/**
 * The span of the task run among those of a resource that names one: the one
 * that hangs on none of the others. Its queue and its steps hang on it.
 */
export function resourceJob(
  spans: readonly OtlpSpan[],
): ResourceJob | undefined {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const job = spans.find(
    ({ parentSpanId }) => !parentSpanId || !ids.has(parentSpanId),
  );
  if (!job) return undefined;
  const queue = spans.find(
    span =>
      span !== job &&
      span.attributes['cicd.pipeline.run.queue.duration'] !== undefined,
  );
  return { job, queue };
}
