import { z } from 'zod';
import {
  queryList,
  timeText,
  zoneText,
} from '@quarterdeck/plugin-portal-common';
import { leadTimeStages, metricNames } from '../types';

/** A full entity ref. */
export const entityRef = z.string().max(512);

/** `true` or `false` in a query. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform(value => value === true || value === 'true');

/** Whose deployments: a user, group, system, domain or component; absent means all. */
export const scopeQuery = {
  scope: entityRef.optional(),
  /** Narrows the scope to these services. */
  entity: queryList(entityRef),
};

/** When, half open, by the calendar of a zone; a zone left out is the scope's own. */
export const rangeQuery = {
  from: timeText.default('now-12w'),
  to: timeText.default('now'),
  zone: zoneText.unwrap().optional(),
};

/** @see bucketUnitSchema */
export const bucketUnits = ['day', 'week', 'month', 'quarter'] as const;

/** How long a bucket is. */
export const bucketUnitSchema = z.enum(bucketUnits);

/** 1 Monday … 7 Sunday. */
export const weekStartSchema = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
]);

/** Scales one may compare with; `own` are the thresholds of the scope's settings. */
export const benchmarkIds = ['quick', '2023', '2021', 'guide', 'own'] as const;

/** @see benchmarkIds */
export type BenchmarkId = (typeof benchmarkIds)[number];

/** What every question about numbers carries. */
export const viewQuery = {
  ...scopeQuery,
  ...rangeQuery,
  unit: bucketUnitSchema.default('week'),
  /** Left out: the scope's own. */
  weekStart: z.coerce.number().pipe(weekStartSchema).optional(),
  /** Failures by when they were made good, or by when they began. */
  recoveryBy: z.enum(['recovered', 'failed']).default('recovered'),
};

export const metricNameSchema = z.enum(metricNames);
export const stageSchema = z.enum(leadTimeStages);

/** Why something was deployed. */
export const deploymentKindSchema = z.enum([
  'planned',
  'rollback',
  'hotfix',
  'redeploy',
  'config',
  'roll_forward',
]);

/** How a deployment counts. */
export const outcomeSchema = z.enum([
  'succeeded',
  'failed',
  'auto_aborted',
  'not_reached',
  'unknown_reach',
]);

/** The natural key of a deployment. */
export const deploymentParams = z.object({
  instance: z.string().max(255),
  externalId: z.string().max(128),
});

/** What every page of a list carries. */
export const page = { nextCursor: z.string().nullable() };

/** A moment: ISO 8601 in UTC. */
export const moment = z.string();
