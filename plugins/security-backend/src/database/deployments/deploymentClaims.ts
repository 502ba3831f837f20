import { Knex } from 'knex';
import { z } from 'zod';
import { SubjectClaim } from '@quarterdeck/plugin-ingest-node';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

const claimSchema = z.object({
  subject: z.string(),
  /** null gives the subject up. */
  entityRef: z.string().nullable(),
  position: z.string(),
});

/** The claims filed under these keys. */
export async function loadDeploymentClaims(
  tx: Knex,
  subjects: readonly string[],
): Promise<SubjectClaim[]> {
  if (subjects.length === 0) return [];
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `SELECT subject, entity_ref AS "entityRef", position::text AS position
     FROM deployment_claim WHERE subject = ANY(?::text[])`,
    [arrayLiteral(subjects)],
  );
  return z.array(claimSchema).parse(rows);
}

/** Files a claim unless a later one is known. */
export async function saveDeploymentClaim(
  tx: Knex,
  claim: SubjectClaim,
): Promise<void> {
  await tx.raw(
    `INSERT INTO deployment_claim AS c (subject, entity_ref, position)
     VALUES (:subject, :entityRef, :position::bigint)
     ON CONFLICT (subject) DO UPDATE SET entity_ref = excluded.entity_ref,
       position = excluded.position WHERE c.position <= excluded.position`,
    { ...claim },
  );
}
