import { Knex } from 'knex';
import { z } from 'zod';

const voteSchema = z.object({
  request_id: z.string(),
  round: z.number(),
  by_ref: z.string(),
  decision: z.enum(['approved', 'rejected', 'bypassed']),
  groups: z.array(z.string()),
  comment: z.string().nullable(),
  at: z.date(),
});

/** What a person said. */
export type GateVoteRow = z.infer<typeof voteSchema>;

/** What people said at these gates, oldest first, all rounds. */
export async function loadVotes(
  knex: Knex,
  requestIds: readonly string[],
): Promise<GateVoteRow[]> {
  return z.array(voteSchema).parse(
    await knex('gate_vote')
      .whereIn('request_id', [...requestIds])
      .orderBy(['at', 'by_ref']),
  );
}

/** Keeps what a person said. `false`: they said something in this round before. */
export async function insertVote(tx: Knex, row: GateVoteRow): Promise<boolean> {
  const inserted: unknown[] = await tx('gate_vote')
    .insert(row)
    .onConflict(['request_id', 'round', 'by_ref'])
    .ignore()
    .returning('by_ref');
  return inserted.length > 0;
}

/** A bypass takes the place of what the same person said before. */
export async function replaceVote(tx: Knex, row: GateVoteRow): Promise<void> {
  await tx('gate_vote')
    .insert(row)
    .onConflict(['request_id', 'round', 'by_ref'])
    .merge();
}
