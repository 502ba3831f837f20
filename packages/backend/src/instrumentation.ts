/*
 * Preloaded before anything else (`--require`), so that libraries are patched
 * before they are used. Spans always exist, so that every log line has a trace
 * id; they are recorded and exported only when an endpoint is configured by the
 * standard OTEL_* variables.
 */
import { NodeSDK } from '@opentelemetry/sdk-node';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { IncomingMessage } from 'node:http';

const exporting = Boolean(
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT ??
    process.env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT,
);

process.env.OTEL_SERVICE_NAME ??= 'quarterdeck';
if (!exporting) {
  process.env.OTEL_TRACES_EXPORTER ??= 'none';
  process.env.OTEL_METRICS_EXPORTER ??= 'none';
  process.env.OTEL_LOGS_EXPORTER ??= 'none';
  // Not recorded, but every request still has a trace id.
  process.env.OTEL_TRACES_SAMPLER ??= 'parentbased_always_off';
}

/** The door keeps its own spans: its path must stay short. */
const isHook = (request: IncomingMessage) =>
  request.url?.startsWith('/api/ingest/v1/hooks/') ?? false;

const sdk = new NodeSDK({
  instrumentations: [
    new HttpInstrumentation({ ignoreIncomingRequestHook: isHook }),
    ...(exporting
      ? [
          new ExpressInstrumentation(),
          new PgInstrumentation({ requireParentSpan: true }),
        ]
      : []),
  ],
});

sdk.start();
process.once('beforeExit', () => {
  sdk.shutdown().catch(() => undefined);
});
