import {
  context,
  Link,
  ROOT_CONTEXT,
  SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Collectors cut longer lists off. */
const MOST_LINKS = 128;

/**
 * Runs the work on a batch in a span that links to the requests its events came
 * from. When all came from one, the span is part of that trace.
 */
export async function batchSpan<T>(
  consumer: string,
  events: readonly AnyLogEvent[],
  work: () => Promise<T>,
): Promise<T> {
  const origins = [...new Set(events.map(event => event.traceparent))]
    .map(toSpanContext)
    .filter(origin => origin !== undefined);
  const links: Link[] = origins
    .slice(0, MOST_LINKS)
    .map(origin => ({ context: origin }));
  const [only] = origins;
  const parent =
    only && origins.length === 1
      ? trace.setSpanContext(ROOT_CONTEXT, only)
      : ROOT_CONTEXT;
  const span = trace.getTracer('@quarterdeck/event-log').startSpan(
    `consume ${consumer}`,
    {
      kind: SpanKind.CONSUMER,
      links,
      attributes: {
        'messaging.system': 'quarterdeck-log',
        'messaging.consumer.group.name': consumer,
        'messaging.batch.message_count': events.length,
      },
    },
    parent,
  );
  try {
    return await context.with(trace.setSpan(parent, span), work);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    throw error;
  } finally {
    span.end();
  }
}

function toSpanContext(traceparent?: string): SpanContext | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  return {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    isRemote: true,
  };
}
