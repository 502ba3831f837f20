import { z } from 'zod';
import { Config, readDurationFromConfig } from '@backstage/config';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { BodyKey, bodyKeyId } from './bodyVault';

const id = /^[a-z0-9][a-z0-9-]{0,62}$/;
const mebibyte = 1024 * 1024;

const bodyKeySchema = z
  .string({ error: 'is missing. Make one with "openssl rand -base64 32"' })
  .transform((text, context) => {
    const key = Buffer.from(text, 'base64');
    if (key.length !== 32) {
      context.addIssue({
        code: 'custom',
        message: `must be 32 bytes as base64, and has ${key.length}. Make one with "openssl rand -base64 32"`,
      });
      return z.NEVER;
    }
    return { id: bodyKeyId(key), key } satisfies BodyKey;
  });

const entityRef = z.string().transform((text, context) => {
  try {
    return stringifyEntityRef(parseEntityRef(text));
  } catch {
    context.addIssue({
      code: 'custom',
      message: `"${text}" is not a full entity ref such as component:default/shop`,
    });
    return z.NEVER;
  }
});

const mappingSchema = z.strictObject({
  project: z.string().min(1),
  instance: z.string().optional(),
  workflow: z.string().optional(),
  environment: z.string().optional(),
  path: z.string().optional(),
  entity: entityRef,
});

const limitsSchema = z.strictObject({
  bodyBytes: z.int().positive().optional(),
  decompressedBytes: z.int().positive().optional(),
  depth: z.int().min(1).max(1000).default(100),
  perMinute: z.number().positive().default(600_000),
  burst: z.int().positive().default(20_000),
});

const apiSchema = z.strictObject({
  baseUrl: z
    .url({
      protocol: /^https?$/,
      error: 'is not the address of an API, such as https://api.github.com',
    })
    .optional(),
  token: z.string({ error: 'is missing. Name it by $env' }).min(1),
  projects: z.array(z.string().min(1).max(512)).default([]),
});

const sourceSchema = z.strictObject({
  kind: z.string().min(1),
  title: z.string().min(1).optional(),
  secrets: z
    .array(z.string().min(8, 'is shorter than 8 characters'))
    .max(2, 'has more than two secrets; one is live and one is going')
    .default([]),
  tokenSubjects: z.array(z.string().min(1)).default([]),
  eventTypes: z.array(z.string().min(1)).default(['*']),
  entities: z.union([z.literal('all'), z.array(z.string().min(1))], {
    error:
      'is missing. Say which entities this source may speak for: "all", or a list of refs',
  }),
  mapping: z.array(mappingSchema).default([]),
  limits: limitsSchema.prefault({}),
  silentAfter: z.unknown().optional(),
  api: apiSchema.optional(),
});

const ingestSchema = z.object({
  bodyKey: bodyKeySchema,
  oldBodyKeys: z.array(bodyKeySchema).default([]),
  leakedSecretKey: bodyKeySchema.optional(),
  keepBodiesDays: z.int().min(1).max(3650).default(90),
  keepKeysDays: z.int().min(1).max(3650).default(30),
  sources: z.record(z.string(), sourceSchema).default({}),
});

/** A rule that names an entity for a subject. */
export type MappingRule = z.infer<typeof mappingSchema>;

/** Bounds of one source. Reports have their own size, since scans are large. */
export interface SourceLimits {
  bodyBytes: number;
  reportBytes: number;
  decompressedBytes: number;
  decompressedReportBytes: number;
  depth: number;
  perMinute: number;
  burst: number;
}

/** A source as the configuration declares it. */
export interface SourceConfig {
  id: string;
  kind: string;
  title: string;
  secrets: readonly string[];
  tokenSubjects: readonly string[];
  eventTypes: readonly string[];
  entities: 'all' | readonly string[];
  mapping: readonly MappingRule[];
  limits: SourceLimits;
  silentAfterMs?: number;
  /** Where past runs and missed deliveries are fetched from. */
  api?: { baseUrl?: string; token: string; projects: readonly string[] };
}

/** The checked configuration of the door. */
export interface IngestConfig {
  /** The first closes bodies; all open them. */
  bodyKeys: BodyKey[];
  /** Of the HMAC that stands for a leaked secret. */
  leakedSecretKey: BodyKey;
  keepBodiesDays: number;
  keepKeysDays: number;
  sources: SourceConfig[];
}

const durationMs = (
  duration: ReturnType<typeof readDurationFromConfig>,
): number =>
  (duration.weeks ?? 0) * 604_800_000 +
  (duration.days ?? 0) * 86_400_000 +
  (duration.hours ?? 0) * 3_600_000 +
  (duration.minutes ?? 0) * 60_000 +
  (duration.seconds ?? 0) * 1000 +
  (duration.milliseconds ?? 0);

const limitsOf = (limits: z.infer<typeof limitsSchema>): SourceLimits => {
  const bodyBytes = limits.bodyBytes ?? 25 * mebibyte;
  const reportBytes = limits.bodyBytes ?? 200 * mebibyte;
  return {
    ...limits,
    bodyBytes,
    reportBytes,
    decompressedBytes: limits.decompressedBytes ?? 2 * bodyBytes,
    decompressedReportBytes: limits.decompressedBytes ?? 2 * reportBytes,
  };
};

/**
 * Reads `ingest` and refuses what cannot work, naming the key and what to
 * write there. A source without a secret is no error: the door refuses it.
 */
export function readIngestConfig(root: Config): IngestConfig {
  const parsed = ingestSchema.safeParse(root.getOptional('ingest') ?? {});
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(
      issue => `ingest.${issue.path.map(String).join('.')} ${issue.message}`,
    );
    throw new Error(
      `The configuration of the door is not right: ${sentences.join('; ')}.`,
    );
  }
  const { bodyKey, oldBodyKeys, leakedSecretKey, sources, ...rest } =
    parsed.data;
  return {
    ...rest,
    bodyKeys: [bodyKey, ...oldBodyKeys],
    // The oldest: a secret keeps its identity while keys are turned.
    leakedSecretKey: leakedSecretKey ?? oldBodyKeys.at(-1) ?? bodyKey,
    sources: Object.entries(sources).map(([sourceId, source]) => {
      if (!id.test(sourceId)) {
        throw new Error(
          `The source "${sourceId}" in ingest.sources needs another id: lower-case letters, digits and dashes, at most 63.`,
        );
      }
      const key = `ingest.sources.${sourceId}.silentAfter`;
      return {
        ...source,
        id: sourceId,
        title: source.title ?? sourceId,
        limits: limitsOf(source.limits),
        silentAfterMs: root.has(key)
          ? durationMs(readDurationFromConfig(root, { key }))
          : undefined,
      };
    }),
  };
}
