import { Knex } from 'knex';
import { z } from 'zod';
import { policyProblemSchema } from '@quarterdeck/plugin-pipelines-common';

const rowSchema = z.object({
  entity_ref: z.string(),
  location: z.string(),
  good_text: z.string().nullable(),
  good_at: z.date().nullable(),
  problems: z.array(policyProblemSchema),
  checked_at: z.date(),
});

/** What is known of an entity's policy file. */
export type PolicyFileRow = z.infer<typeof rowSchema>;

/** The files of all entities, or of one. */
export async function loadPolicyFiles(
  knex: Knex,
  entityRef?: string,
): Promise<PolicyFileRow[]> {
  const query = knex('policy_file').select();
  if (entityRef !== undefined) query.where({ entity_ref: entityRef });
  return z.array(rowSchema).parse(await query);
}

/** Keeps a reading: its text when it is good, else only what is wrong with it. */
export async function upsertPolicyFile(
  knex: Knex,
  row: {
    entityRef: string;
    location: string;
    goodText: string | null;
    problems: PolicyFileRow['problems'];
    at: Date;
  },
): Promise<void> {
  await knex.raw(
    `INSERT INTO policy_file AS t
       (entity_ref, location, good_text, good_at, problems, checked_at)
     VALUES (:entityRef, :location, :goodText,
       CASE WHEN :goodText::text IS NULL THEN NULL ELSE :at::timestamptz END,
       :problems, :at)
     ON CONFLICT (entity_ref) DO UPDATE SET location = excluded.location,
       good_text = coalesce(excluded.good_text, t.good_text),
       good_at = CASE
         WHEN excluded.good_text IS NULL OR excluded.good_text = t.good_text
         THEN t.good_at ELSE excluded.good_at END,
       problems = excluded.problems, checked_at = excluded.checked_at`,
    { ...row, problems: JSON.stringify(row.problems) },
  );
}

/** Forgets the files of entities that name none any more. */
export async function deletePolicyFilesExcept(
  knex: Knex,
  entityRefs: readonly string[],
): Promise<void> {
  await knex('policy_file')
    .whereNotIn('entity_ref', [...entityRefs])
    .delete();
}
