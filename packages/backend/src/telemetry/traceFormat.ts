import { format } from 'winston';
import { isSpanContextValid, trace } from '@opentelemetry/api';

/**
 * Puts the ids of the active trace on a log line, so that a line leads to its
 * trace and back.
 */
export const traceFormat = format(info => {
  const context = trace.getActiveSpan()?.spanContext();
  if (!context || !isSpanContextValid(context)) return info;
  return { ...info, trace_id: context.traceId, span_id: context.spanId };
});
