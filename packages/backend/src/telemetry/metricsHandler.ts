import { timingSafeEqual } from 'node:crypto';
import { Request, RequestHandler } from 'express';
import { collectDefaultMetrics } from 'prom-client';
import { portalMetrics } from '@quarterdeck/plugin-portal-node';

const loopback = /^(::1|127\.|::ffff:127\.)/;

const equal = (a: string, b: string): boolean => {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
};

const mayRead = (request: Request, token: string | undefined): boolean => {
  if (token)
    return equal(request.get('authorization') ?? '', `Bearer ${token}`);
  return loopback.test(request.socket.remoteAddress ?? '');
};

/**
 * `GET /metrics` for Prometheus. With `telemetry.metricsToken` set it wants that
 * bearer token; without it only this machine may read.
 */
export function createMetricsHandler(options: {
  token: string | undefined;
}): RequestHandler {
  const { registry } = portalMetrics;
  if (!registry.getSingleMetric('process_cpu_seconds_total')) {
    collectDefaultMetrics({ register: registry });
  }
  return async (request, response) => {
    if (!mayRead(request, options.token)) {
      response.status(401).json({
        error: {
          name: 'AuthenticationError',
          message:
            'Metrics are read with the bearer token of telemetry.metricsToken, or from this machine when none is set.',
        },
      });
      return;
    }
    response.set('content-type', registry.contentType);
    response.end(await registry.metrics());
  };
}
