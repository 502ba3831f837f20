import { z } from 'zod';
import { defineContract, defineRoute } from '@quarterdeck/plugin-portal-common';
import { freezeSchema } from '../environmentAnswers';
import { environmentTiers } from '../environmentOrder';
import {
  pipelinesFreezeManagePermission as manageFreezes,
  pipelinesRunReadPermission as permission,
} from '../permissions';
import { timeText } from '../timeRange';
import { entityRef } from './shared';

const instant = z.iso.datetime({ offset: true });

/** What a person says when they stop deployments. */
export const freezeBodySchema = z
  .object({
    scope: z.enum(['entity', 'system', 'domain', 'all']),
    /** The entity, system or domain; left out with `all`. */
    scopeRef: entityRef.min(1).optional(),
    /** Names; none: every environment of the tiers. */
    environments: z.array(z.string().max(255)).max(50).default([]),
    /** None: every tier. */
    tiers: z.array(z.enum(environmentTiers)).max(5).default([]),
    from: instant,
    to: instant,
    reason: z.string().trim().min(1).max(1024),
  })
  .refine(body => Date.parse(body.to) > Date.parse(body.from), {
    message: 'must be after "from"',
    path: ['to'],
  })
  .refine(body => (body.scope === 'all') === (body.scopeRef === undefined), {
    message: 'needed, except with the scope "all"',
    path: ['scopeRef'],
  });

const freezeParams = z.object({ id: z.uuid() });

/** When nothing may be deployed. */
export const freezeRoutes = defineContract({
  listFreezes: defineRoute({
    method: 'GET',
    path: '/v1/freezes',
    summary: 'Freezes that hold in a time range, the next to begin last.',
    permission,
    query: z.object({
      entity: entityRef.optional(),
      from: timeText.default('now'),
      to: timeText.optional(),
    }),
    response: z.object({
      items: z.array(freezeSchema),
      /** The caller may add, change and end them. */
      canManage: z.boolean(),
    }),
  }),
  createFreeze: defineRoute({
    method: 'POST',
    path: '/v1/freezes',
    summary: 'Stops deployments somewhere for a time, with a reason.',
    permission: manageFreezes,
    body: freezeBodySchema,
    response: freezeSchema,
  }),
  updateFreeze: defineRoute({
    method: 'PUT',
    path: '/v1/freezes/:id',
    summary: 'Changes a freeze.',
    permission: manageFreezes,
    params: freezeParams,
    body: freezeBodySchema,
    response: freezeSchema,
  }),
  deleteFreeze: defineRoute({
    method: 'DELETE',
    path: '/v1/freezes/:id',
    summary: 'Takes a freeze back, as if it had never been.',
    permission: manageFreezes,
    params: freezeParams,
    response: z.object({ deleted: z.boolean() }),
  }),
});
