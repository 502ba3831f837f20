import { z } from 'zod';
import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { EntityIndex } from '@quarterdeck/plugin-portal-node';
import {
  RESOURCE_TYPE_FINDING,
  securityRuleNames,
  severities,
  Severity,
} from '@quarterdeck/plugin-security-common';
import { ownedBy, SeenFindings, severityAtMost } from './service/seenFindings';

/** What a rule looks at: whose finding it is, and how bad. */
export interface SeenRow {
  entityRef: string | null;
  /** Absent for what is no finding: scans, SBOMs, gates of the entity. */
  severity?: Severity;
}

/** Findings, and what hangs on their entity. */
export const findingResourceRef = createPermissionResourceRef<
  SeenRow,
  SeenFindings
>().with({ pluginId: 'security', resourceType: RESOURCE_TYPE_FINDING });

const rankOf = (severity: Severity) => severities.indexOf(severity);

/** The rules of this area; they need to know who owns what. */
export function createSecurityRules(index: Pick<EntityIndex, 'ownedBy'>) {
  return {
    isOwnedBy: createPermissionRule({
      name: securityRuleNames.isOwnedBy,
      description:
        'The finding belongs to an entity owned by one of the claims.',
      resourceRef: findingResourceRef,
      paramsSchema: z.object({
        claims: z
          .array(z.string())
          .describe('Refs of users and groups, group:default/payments'),
      }),
      apply: (row, { claims }) =>
        row.entityRef !== null && index.ownedBy(claims).includes(row.entityRef),
      toQuery: ({ claims }) => ownedBy(index.ownedBy(claims)),
    }),
    severityAtMost: createPermissionRule({
      name: securityRuleNames.severityAtMost,
      description:
        'The finding is of this severity or a lesser one; unknown never is.',
      resourceRef: findingResourceRef,
      paramsSchema: z.object({ severity: z.enum(severities) }),
      apply: (row, { severity }) =>
        row.severity === undefined ||
        (row.severity !== 'unknown' &&
          rankOf(row.severity) >= rankOf(severity)),
      toQuery: ({ severity }) => severityAtMost(severity),
    }),
  };
}

/** @see createSecurityRules */
export type SecurityRules = ReturnType<typeof createSecurityRules>;
