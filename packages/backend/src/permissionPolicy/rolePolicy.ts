import {
  AuthorizeResult,
  isResourcePermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';

/** `permission.roles` in the configuration. */
export const rolesSchema = z.array(
  z.object({
    name: z.string().min(1),
    /** Catalog groups or users; `*` is everybody who signed in. */
    members: z.array(z.string().min(1)).min(1),
    /** Names of permissions; `*` stands for any run of characters. */
    allow: z.array(z.string().min(1)).default([]),
    /** The same, but only for what the person's groups own. */
    allowOwned: z.array(z.string().min(1)).default([]),
  }),
);

/** @see rolesSchema */
export type Role = z.infer<typeof rolesSchema>[number];

/** How "owned" is said for a type of resource. */
const ownershipRules: Record<string, { pluginId: string; rule: string }> = {
  'catalog-entity': { pluginId: 'catalog', rule: 'IS_ENTITY_OWNER' },
  finding: { pluginId: 'security', rule: 'IS_OWNED_BY' },
  'dora-service': { pluginId: 'dora', rule: 'IS_OWNED_BY' },
  'pipeline-run': { pluginId: 'pipelines', rule: 'IS_OWNED_BY' },
};

const matches = (pattern: string, name: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(name);

const anyMatches = (patterns: readonly string[], permission: Permission) =>
  patterns.some(pattern => matches(pattern, permission.name));

/**
 * Who may do what, by catalog group. A role allows outright or only what the
 * person owns; nothing is allowed that no role names.
 */
export class RolePolicy implements PermissionPolicy {
  constructor(private readonly roles: readonly Role[]) {}

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const { permission } = request;
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    const refs = new Set([
      user.info.userEntityRef,
      ...user.info.ownershipEntityRefs,
    ]);
    const roles = this.roles.filter(role =>
      role.members.some(member => member === '*' || refs.has(member)),
    );
    if (roles.some(role => anyMatches(role.allow, permission))) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (roles.some(role => anyMatches(role.allowOwned, permission))) {
      return ownedOnly(permission, [...refs]);
    }
    return { result: AuthorizeResult.DENY };
  }
}

function ownedOnly(permission: Permission, claims: string[]): PolicyDecision {
  if (!isResourcePermission(permission)) {
    return { result: AuthorizeResult.DENY };
  }
  const ownership = ownershipRules[permission.resourceType];
  if (!ownership) return { result: AuthorizeResult.DENY };
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: ownership.pluginId,
    resourceType: permission.resourceType,
    conditions: {
      rule: ownership.rule,
      resourceType: permission.resourceType,
      params: { claims },
    },
  };
}
