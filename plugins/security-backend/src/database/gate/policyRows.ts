import { Knex } from 'knex';
import { z } from 'zod';
import {
  gatePolicySchema,
  policyScopes,
} from '@quarterdeck/plugin-security-common';

const policySchema = z.object({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  scope: z.enum(policyScopes),
  scope_ref: z.string().nullable(),
  environments: z.array(z.string()),
  policy: gatePolicySchema,
  changed_by: z.string(),
  changed_at: z.date(),
  reason: z.string().nullable(),
  deleted_at: z.date().nullable(),
});

/** A version of a policy. */
export type PolicyRow = z.infer<typeof policySchema>;

/** Policies that hold now. */
export async function loadPolicies(knex: Knex): Promise<PolicyRow[]> {
  const rows: unknown = await knex('gate_policy')
    .where({ newest: true })
    .whereNull('deleted_at')
    .orderBy(['name', 'id']);
  return z.array(policySchema).parse(rows);
}

/** Every version of a policy, newest first; of one that was ended as well. */
export async function loadPolicyVersions(
  knex: Knex,
  id: string,
): Promise<PolicyRow[]> {
  const rows: unknown = await knex('gate_policy')
    .where({ id })
    .orderBy('version', 'desc');
  return z.array(policySchema).parse(rows);
}

/** Two people who change policies at once do so one after the other. */
export async function lockPolicies(tx: Knex): Promise<void> {
  await tx.raw(
    `SELECT pg_advisory_xact_lock(hashtextextended('policy', 5617))`,
  );
}

/** Files a version; the one before is kept and does not hold any more. */
export async function savePolicy(tx: Knex, row: PolicyRow): Promise<void> {
  await tx('gate_policy').where({ id: row.id }).update({ newest: false });
  await tx('gate_policy').insert({
    ...row,
    policy: JSON.stringify(row.policy),
    newest: true,
  });
}

/** Ends a policy. */
export async function endPolicy(
  tx: Knex,
  id: string,
  at: Date,
): Promise<boolean> {
  const count = await tx('gate_policy')
    .where({ id, newest: true })
    .whereNull('deleted_at')
    .update({ deleted_at: at });
  return count > 0;
}
