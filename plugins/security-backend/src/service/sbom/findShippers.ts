import { Condition } from '@quarterdeck/plugin-portal-node';
import { inRange } from '@quarterdeck/plugin-security-common';
import {
  AskedPackages,
  countComponents,
  findPackages,
  loadVersions,
  selectShippers,
  ShipperRow,
  walkShippers,
} from '../../database/sbomSearch';
import { Reader } from '../reader';

/** As many components are sorted sooner than SBOMs are walked through. */
const mostSorted = 3000;

type Versioned = { ecosystem: string | null; version: string | null };

/** Whether versions are in a range; each is compared once. */
function rangeJudge(range: string | undefined) {
  const known = new Map<string, 'yes' | 'no' | 'unknown'>();
  return ({ ecosystem, version }: Versioned) => {
    if (range === undefined) return 'yes';
    const key = `${ecosystem ?? ''} ${version ?? ''}`;
    const answer =
      known.get(key) ?? inRange(ecosystem ?? undefined, version, range);
    known.set(key, answer);
    return answer;
  };
}

/**
 * Who ships one of the packages asked for, one page: from the packages when they
 * are few, else SBOM by SBOM. Nothing is left out because there is much of it.
 */
export async function findShippers(
  { knex }: Pick<Reader, 'knex'>,
  asked: AskedPackages & { range?: string },
  condition: Condition,
  page: { limit: number; cursor?: [string, string, number] },
): Promise<(ShipperRow & { inRange: 'yes' | 'unknown' })[]> {
  const judge = rangeJudge(asked.range);
  const answer = (row: ShipperRow) => ({
    ...row,
    inRange: judge(row) === 'yes' ? ('yes' as const) : ('unknown' as const),
  });
  const few = async (among: AskedPackages) => {
    const found = await findPackages(knex, among, mostSorted + 1);
    if (found.length > mostSorted) return undefined;
    const ids = found
      .filter(one => judge(one) !== 'no')
      .map(one => one.package_id);
    if (ids.length === 0) return [];
    return (await countComponents(knex, ids, mostSorted + 1)) > mostSorted
      ? undefined
      : (await selectShippers(knex, ids, condition, page)).map(answer);
  };
  const sorted = await few(asked);
  if (sorted) return sorted;
  if (asked.range === undefined) {
    return (await walkShippers(knex, asked, condition, page)).map(answer);
  }
  const versions = (await loadVersions(knex, asked.ecosystem))
    .filter(one => judge(one) !== 'no')
    .map(one => one.version_key);
  if (versions.length === 0) return [];
  const narrowed = { ...asked, versions };
  return (
    (await few(narrowed)) ??
    (await walkShippers(knex, narrowed, condition, page)).map(answer)
  );
}
