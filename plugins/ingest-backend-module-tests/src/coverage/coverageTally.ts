import { CoverageRecord } from '@quarterdeck/plugin-ingest-common';
import { ReportFigures, ReportSink } from '@quarterdeck/plugin-ingest-node';

/** A number of things that can be covered; nothing negative, nothing broken. */
export function countOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*\d{1,15}\s*$/.test(text)) return undefined;
  return Number(text);
}

/** Sums the files of a coverage report as it hands them on. */
export interface CoverageTally {
  add(file: CoverageRecord): void;
  readonly files: number;
  /** `branches` as the report sums them up stand where no file told of any. */
  figures(
    tool?: string,
    branches?: { covered?: number; total?: number },
  ): ReportFigures;
}

/** @see CoverageTally */
export function createCoverageTally(sink: ReportSink): CoverageTally {
  let files = 0;
  const lines = { covered: 0, total: 0 };
  const branches = { covered: 0, total: 0 };
  let toldBranches = false;
  return {
    add(file) {
      const { linesTotal, branchesTotal } = file;
      const linesCovered = Math.min(file.linesCovered, linesTotal);
      files += 1;
      lines.covered += linesCovered;
      lines.total += linesTotal;
      const record: CoverageRecord = {
        path: file.path.slice(0, 1024),
        linesCovered,
        linesTotal,
      };
      if (branchesTotal !== undefined) {
        toldBranches = true;
        record.branchesTotal = branchesTotal;
        record.branchesCovered = Math.min(
          file.branchesCovered ?? 0,
          branchesTotal,
        );
        branches.total += branchesTotal;
        branches.covered += record.branchesCovered;
      }
      sink.record(record);
    },
    get files() {
      return files;
    },
    figures(tool, { covered, total } = {}) {
      if (files > 0 && !toldBranches && total && covered !== undefined) {
        toldBranches = true;
        branches.total = total;
        branches.covered = Math.min(covered, total);
      }
      return {
        summary: {
          files,
          'lines.covered': lines.covered,
          'lines.total': lines.total,
          ...(toldBranches
            ? {
                'branches.covered': branches.covered,
                'branches.total': branches.total,
              }
            : {}),
        },
        tool,
      };
    },
  };
}
