import { Knex } from 'knex';
import { z } from 'zod';
import {
  EntitySet,
  inEntities,
  intersection,
  onlyEntities,
} from '@quarterdeck/plugin-portal-node';

const ageSchema = z.object({
  entity_ref: z.string(),
  /** Newest complete scan of any kind. */
  complete_at: z.date().nullable(),
  /** The newest scan of some key failed or saw only a part. */
  incomplete: z.boolean(),
});

/** When an entity was scanned. */
export type ScanAge = z.infer<typeof ageSchema>;

/** When each entity was scanned on its default branch; those without a scan are left out. */
export async function loadScanAges(
  knex: Knex,
  entities: EntitySet,
  only?: readonly string[],
): Promise<ReadonlyMap<string, ScanAge>> {
  const among = inEntities(
    'entity_ref',
    only ? intersection(entities, onlyEntities([...only])) : entities,
  );
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT entity_ref, max(complete_at) AS complete_at,
       bool_or(status <> 'success') AS incomplete
     FROM scan_target WHERE on_default AND (${among.sql}) GROUP BY entity_ref`,
    among.bindings,
  );
  return new Map(
    z
      .array(ageSchema)
      .parse(rows)
      .map(age => [age.entity_ref, age]),
  );
}
