import {
  CoverageFileRow,
  CoveragePart,
  CoverageRow,
} from '../../database/tests/coverageRows';

const most = (a: number | null, b: number | null) =>
  a === null || b === null ? a ?? b : Math.max(a, b);

/**
 * Files of several reports of one commit, each file once. Reports count lines
 * and not which ones, so of a file that two reports cover the better figure
 * stands: the truth is at least that.
 */
export function combineFiles(
  parts: readonly Pick<CoveragePart, 'files'>[],
): CoverageFileRow[] {
  const files = new Map<string, CoverageFileRow>();
  for (const part of parts) {
    for (const file of part.files) {
      const known = files.get(file[0]);
      files.set(
        file[0],
        known
          ? [
              file[0],
              Math.max(known[1], file[1]),
              Math.max(known[2], file[2]),
              most(known[3], file[3]),
              most(known[4], file[4]),
            ]
          : file,
      );
    }
  }
  return [...files.values()];
}

/** What the reports of a commit come to; the last one names branch and run. */
export function combineCoverage(
  parts: readonly CoveragePart[],
): CoverageRow | undefined {
  const last = parts[parts.length - 1];
  if (!last) return undefined;
  const files = combineFiles(parts);
  const sum = (place: 1 | 2 | 3 | 4) =>
    files.reduce((total, file) => total + (file[place] ?? 0), 0);
  const toldBranches = files.some(file => file[4] !== null);
  return {
    entity_ref: last.entity_ref,
    sha: last.sha,
    branch: last.branch,
    at: last.at,
    run_instance: last.run_instance,
    run_external_id: last.run_external_id,
    run_attempt: last.run_attempt,
    rejected: parts.reduce((total, part) => total + part.rejected, 0),
    lines_covered: sum(1),
    lines_total: sum(2),
    branches_covered: toldBranches ? sum(3) : null,
    branches_total: toldBranches ? sum(4) : null,
    files: files.length,
    parts: parts.map(({ part }) => part).sort(),
  };
}
