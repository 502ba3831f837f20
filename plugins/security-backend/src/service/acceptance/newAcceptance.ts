import { acceptanceBodySchema } from '@quarterdeck/plugin-security-common';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AcceptanceRow } from '../../database/acceptanceRows';

/** What a person sends. */
export type Body = z.output<typeof acceptanceBodySchema>;

/** What a scope means. */
export interface Covered {
  covers: AcceptanceRow['covers'];
  subjects: string[];
  title: string;
  entityRefs: string[] | null;
  tool?: string;
  path?: string;
  packageKey?: string;
}

/** A row from what a person sent. */
export function newAcceptance(
  body: Body,
  covered: Covered,
  by: { actor: string; at: Date; actionId: string | null },
): AcceptanceRow {
  return {
    id: randomUUID(),
    scope: body.scope,
    covers: covered.covers,
    subjects: covered.subjects,
    tool: covered.tool ?? null,
    path: covered.path ?? null,
    package_key: covered.packageKey ?? null,
    entity_refs: covered.entityRefs,
    title: covered.title.slice(0, 500),
    owner: body.owner,
    reason: body.reason,
    created_by: by.actor,
    created_at: by.at,
    expires_at: new Date(body.expiresAt),
    remind_days: [...new Set(body.remindDaysBefore)],
    reminded_days: [],
    action_id: by.actionId,
    ended_at: null,
    ended_by: null,
    end_reason: null,
  };
}
