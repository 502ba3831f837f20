import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/** What services keep of their deployments in short, by `no id`. */
export async function storedDigests(
  tx: Knex,
  numbers: readonly number[],
): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map();
  const result = await tx.raw<{ rows: { place: string; digest: string }[] }>(
    `SELECT service_no || ' ' || id AS place, digest FROM deployment
     WHERE service_no = ANY(?::int[])`,
    [arrayLiteral(numbers)],
  );
  return new Map(result.rows.map(({ place, digest }) => [place, digest]));
}
