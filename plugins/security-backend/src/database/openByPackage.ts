import { Knex } from 'knex';
import { noCounts, severities } from '@quarterdeck/plugin-security-common';

/** Open findings of an entity by severity, for each of these packages. */
export async function countOpenByPackage(
  knex: Knex,
  entityRef: string,
  packageKeys: readonly string[],
): Promise<Map<string, ReturnType<typeof noCounts>>> {
  const { rows } = await knex.raw<{
    rows: { package_key: string; severity: string; n: number }[];
  }>(
    `SELECT package_key, severity, count(*)::integer AS n FROM finding
     WHERE entity_ref = ? AND package_key IN (SELECT jsonb_array_elements_text(?::jsonb))
       AND listed AND is_open GROUP BY 1, 2`,
    [entityRef, JSON.stringify(packageKeys)],
  );
  const counted = new Map<string, ReturnType<typeof noCounts>>();
  for (const { package_key, severity, n } of rows) {
    const counts = counted.get(package_key) ?? noCounts();
    const known = severities.find(one => one === severity);
    if (known) counts[known] += n;
    counted.set(package_key, counts);
  }
  return counted;
}
