import {
  FindingRecord,
  findingRecordSchema,
} from '@quarterdeck/plugin-ingest-common';

const most = { paths: 50, links: 50, cvss: 20, fixed: 50 } as const;

/** Each once, in order, by what they say. */
const distinct = <T>(values: readonly T[], limit: number): T[] =>
  [
    ...new Map(values.map(value => [JSON.stringify(value), value])).values(),
  ].slice(0, limit);

const firstOf = <T>(values: readonly (T | undefined)[]) =>
  values.find(value => value !== undefined && value !== '');

const firstList = <T>(lists: readonly (readonly T[] | undefined)[]): T[] => [
  ...(lists.find(list => list !== undefined && list.length > 0) ?? []),
];

/**
 * What the tools that found one issue say of it together: the first is the finding
 * itself and is believed first; the others add what it does not tell.
 */
export function mergedRecord(
  details: readonly unknown[],
): FindingRecord | undefined {
  const records = details.flatMap(doc => {
    const parsed = findingRecordSchema.safeParse({ ...Object(doc) });
    return parsed.success ? [parsed.data] : [];
  });
  const [own, ...others] = records;
  if (!own || others.length === 0) return own;
  const packages = records.flatMap(record => record.package ?? []);
  const [named] = packages;
  return {
    ...own,
    description: firstOf(records.map(record => record.description)),
    remediation: firstOf(records.map(record => record.remediation)),
    locations: firstList(records.map(record => record.locations)),
    flow: firstList(records.map(record => record.flow)),
    url: firstOf(records.map(record => record.url)),
    cvss: distinct(
      records.flatMap(record => record.cvss),
      most.cvss,
    ),
    references: distinct(
      records.flatMap(record => record.references),
      most.links,
    ),
    package: named && {
      ...named,
      paths: distinct(
        packages.flatMap(({ paths }) => paths),
        most.paths,
      ),
      fixedVersions: distinct(
        packages.flatMap(({ fixedVersions }) => fixedVersions),
        most.fixed,
      ),
      licences: firstList(packages.map(({ licences }) => licences)),
      direct: packages.some(({ direct }) => direct)
        ? true
        : firstOf(packages.map(({ direct }) => direct)),
      development: packages.some(({ development }) => development === false)
        ? false
        : firstOf(packages.map(({ development }) => development)),
    },
  };
}
