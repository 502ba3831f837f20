import { Knex } from 'knex';

/** What became of the events. Every list must be empty. */
export interface ChaosVerdict {
  committed: number;
  acknowledged: number;
  applied: number;
  /** Positions the appends drew and rolled back with their process. */
  gaps: number;
  /** Committed and never applied. */
  missed: string[];
  /** Applied more than once. */
  twice: string[];
  /** Applied after a later position. */
  outOfOrder: string[];
  /** The appender was told of the commit, and the log does not hold it. */
  lost: string[];
  /** Applied without standing in the log. */
  invented: string[];
  deadLetters: number;
}

/** Compares the log with what consumers wrote and what appenders were told. */
export async function chaosVerdict(
  knex: Knex,
  acknowledged: ReadonlySet<string>,
): Promise<ChaosVerdict> {
  const events = await knex.raw<{
    rows: Array<{ position: string; word: string }>;
  }>(
    `SELECT position, data ->> 'claimedBy' AS word FROM log.event
     ORDER BY position`,
  );
  const effects = await knex.raw<{
    rows: Array<{ position: string; word: string }>;
  }>('SELECT position, word FROM effect ORDER BY sequence');
  const letters = await knex.raw<{ rows: Array<{ letters: number }> }>(
    'SELECT count(*)::int AS letters FROM log.dead_letter',
  );

  const committed = new Set(events.rows.map(row => row.word));
  const applied = new Set<string>();
  const twice: string[] = [];
  const outOfOrder: string[] = [];
  let last = 0n;
  for (const { position, word } of effects.rows) {
    if (applied.has(word)) twice.push(word);
    applied.add(word);
    if (BigInt(position) <= last) outOfOrder.push(word);
    last = BigInt(position);
  }
  const highest = Number(events.rows.at(-1)?.position ?? 1);
  return {
    committed: committed.size,
    acknowledged: acknowledged.size,
    applied: effects.rows.length,
    gaps: highest - 1 - events.rows.length,
    missed: [...committed].filter(word => !applied.has(word)),
    twice,
    outOfOrder,
    lost: [...acknowledged].filter(word => !committed.has(word)),
    invented: [...applied].filter(word => !committed.has(word)),
    deadLetters: letters.rows[0]?.letters ?? 0,
  };
}

/** Whether the log kept its promises. */
export function isClean(verdict: ChaosVerdict): boolean {
  const { missed, twice, outOfOrder, lost, invented, deadLetters } = verdict;
  return (
    deadLetters === 0 &&
    [missed, twice, outOfOrder, lost, invented].every(list => list.length === 0)
  );
}
