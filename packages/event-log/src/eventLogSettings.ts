import { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { z } from 'zod';

const milliseconds = z.number().int().positive();

const settingsSchema = z.object({
  /** Positions in one partition. */
  partitionSize: z.number().int().min(100).default(5_000_000),
  /** How long events are kept. */
  retentionMs: milliseconds.default(730 * 24 * 60 * 60 * 1000),
  /** How often a consumer looks by itself when no notification came. */
  pollIntervalMs: milliseconds.min(20).default(1000),
  /** How long an append may leave its transaction idle. */
  idleTimeoutMs: milliseconds.min(100).default(30_000),
  /** Dead letters without a success between them that stop a consumer. */
  stopAfterDeadLetters: z.number().int().positive().default(10),
});

/** The log's configuration, checked, with its defaults filled in. */
export type EventLogSettings = z.infer<typeof settingsSchema>;

/** Settings from plain values, for tests and scripts. */
export function eventLogSettings(
  values: Partial<EventLogSettings> = {},
): EventLogSettings {
  return settingsSchema.parse(values);
}

/** Reads `eventLog` from the configuration. */
export function readEventLogSettings(
  config: RootConfigService,
): EventLogSettings {
  const section = config.getOptionalConfig('eventLog');
  const duration = (key: string): number | undefined =>
    section?.has(key)
      ? durationToMilliseconds(readDurationFromConfig(section, { key }))
      : undefined;
  const parsed = settingsSchema.safeParse({
    partitionSize: section?.getOptionalNumber('partitionSize'),
    retentionMs: duration('retention'),
    pollIntervalMs: duration('pollInterval'),
    idleTimeoutMs: duration('idleTimeout'),
    stopAfterDeadLetters: section?.getOptionalNumber('stopAfterDeadLetters'),
  });
  if (!parsed.success) {
    throw new InputError(
      `The configuration under eventLog does not fit: ${z.prettifyError(
        parsed.error,
      )}`,
    );
  }
  return parsed.data;
}
