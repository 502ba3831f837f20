import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { createConfigSecretEnumerator } from '@backstage/backend-defaults/rootConfig';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import { format, transports } from 'winston';
import { traceFormat } from './traceFormat';

/**
 * Backstage's root logger with trace ids on every line. Values of secrets in
 * the configuration are redacted, as in the original.
 */
export const tracedRootLoggerFactory = createServiceFactory({
  service: coreServices.rootLogger,
  deps: { config: coreServices.rootConfig },
  async factory({ config }) {
    const lines =
      process.env.NODE_ENV === 'production'
        ? format.json()
        : WinstonLogger.colorFormat();
    const logger = WinstonLogger.create({
      meta: { service: 'quarterdeck' },
      level:
        process.env.LOG_LEVEL ??
        config.getOptionalString('backend.logger.level') ??
        'info',
      format: format.combine(traceFormat(), lines),
      transports: [new transports.Console()],
    });
    const secretsOf = await createConfigSecretEnumerator({ logger });
    logger.addRedactions(secretsOf(config));
    config.subscribe?.(() => logger.addRedactions(secretsOf(config)));
    return logger;
  },
});
