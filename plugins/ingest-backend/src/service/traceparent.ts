import { randomFillSync } from 'node:crypto';
import { isSpanContextValid, trace } from '@opentelemetry/api';

const inbound = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;

const idBytes = 24;
const pool = Buffer.alloc(idBytes * 256);
let used = pool.length;

/** Trace and span id, drawn many at a time: a call for randomness costs as much as an HMAC. */
function drawIds(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += idBytes;
  return pool.toString('hex', used - idBytes, used);
}

/**
 * The W3C trace context of the running request: of the active span, else (webhooks
 * pass by the instrumentation) a step of the trace the sender's own header names,
 * else a fresh one. Either way the projection continues the trace of the webhook.
 */
export function traceparent(header?: string | string[]): string {
  const context = trace.getActiveSpan()?.spanContext();
  if (context && isSpanContextValid(context)) {
    const flags = context.traceFlags.toString(16).padStart(2, '0');
    return `00-${context.traceId}-${context.spanId}-${flags}`;
  }
  const ids = drawIds();
  const [, sent, flags] =
    (typeof header === 'string' && inbound.exec(header)) || [];
  return sent && !/^0+$/.test(sent)
    ? `00-${sent}-${ids.slice(32)}-${flags}`
    : `00-${ids.slice(0, 32)}-${ids.slice(32)}-00`;
}
