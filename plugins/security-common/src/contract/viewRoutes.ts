import { z } from 'zod';
import { defineContract, defineRoute } from '@quarterdeck/plugin-portal-common';
import { time } from '../answers/shared';
import { securityFindingReadPermission as permission } from '../permissions';
import { entityRef, findingFilterQuery, idParams } from './shared';

/** What a view may hold beside filters: how the list is arranged. */
const arranging = ['sort', 'group'];

/** Views one owner may keep. */
export const viewLimit = 100;

/** A query of the list without `?`; keys the list does not know are refused. */
const viewQuery = z
  .string()
  .max(4000)
  .superRefine((query, context) => {
    const known = [...Object.keys(findingFilterQuery), ...arranging];
    for (const key of new URLSearchParams(query).keys()) {
      if (known.includes(key)) continue;
      context.addIssue({
        code: 'custom',
        message: `"${key.slice(0, 100)}" is no filter of the list of findings`,
      });
      return;
    }
  });

/** What a person sends of a view. */
export const savedViewBodySchema = z.object({
  name: z.string().trim().min(1).max(60),
  query: viewQuery,
  /** The person, or one of their groups: then all of its members have it. */
  owner: entityRef.min(1).optional(),
});

/** A list of findings somebody keeps under a name. */
export const savedViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  query: z.string(),
  owner: z.string(),
  /** A group's, not only the caller's. */
  shared: z.boolean(),
  createdBy: z.string(),
  createdAt: time,
  changedBy: z.string(),
  changedAt: time,
});

/** @see savedViewSchema */
export type SavedFindingView = z.infer<typeof savedViewSchema>;

/**
 * Views of the list of findings, of a person or of a group. Whoever is in the group
 * has them and may change them; nobody else does.
 */
export const viewRoutes = defineContract({
  listSavedViews: defineRoute({
    method: 'GET',
    path: '/v1/views',
    summary: 'The caller’s own views and those of their groups, by name.',
    permission,
    response: z.object({
      items: z.array(savedViewSchema),
      /** Who may own a view of the caller. */
      owners: z.array(z.string()),
    }),
  }),
  createSavedView: defineRoute({
    method: 'POST',
    path: '/v1/views',
    summary: 'Keeps a view for the caller, or for one of their groups.',
    permission,
    body: savedViewBodySchema,
    response: savedViewSchema,
  }),
  changeSavedView: defineRoute({
    method: 'PUT',
    path: '/v1/views/:id',
    summary: 'Another name, other filters, or another owner.',
    permission,
    params: idParams,
    body: savedViewBodySchema,
    response: savedViewSchema,
  }),
  deleteSavedView: defineRoute({
    method: 'DELETE',
    path: '/v1/views/:id',
    summary: 'Forgets a view, for everybody who has it.',
    permission,
    params: idParams,
    response: z.object({ deleted: z.boolean() }),
  }),
});
