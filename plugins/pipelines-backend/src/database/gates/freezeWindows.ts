import { Knex } from 'knex';
import { z } from 'zod';

const rowSchema = z.object({
  scope: z.string(),
  scope_ref: z.string().nullable(),
  environments: z.array(z.string()),
  tiers: z.array(z.string()),
  to_at: z.date(),
  reason: z.string(),
});

/** The freezes that hold at a time, wherever they hold. */
export async function loadFreezesAt(
  knex: Knex,
  at: Date,
): Promise<z.infer<typeof rowSchema>[]> {
  return z
    .array(rowSchema)
    .parse(
      await knex('freeze_window')
        .select(
          'scope',
          'scope_ref',
          'environments',
          'tiers',
          'to_at',
          'reason',
        )
        .where('from_at', '<=', at)
        .andWhere('to_at', '>', at)
        .orderBy('to_at', 'desc'),
    );
}
