import { CoverageRecord } from '@quarterdeck/plugin-ingest-common';

/**
 * The lines of one file, however often a report names them: tools write a file
 * once per class or per test, and a line is covered if any of them covers it.
 */
export class FileLines {
  private readonly hits = new Map<number, boolean>();
  private readonly branches = new Map<string, boolean>();
  private readonly counts = new Map<
    number,
    { covered: number; total: number }
  >();
  private toldBranches = false;

  line(number: number, covered: boolean): void {
    this.hits.set(number, covered || this.hits.get(number) === true);
  }

  /** A branch by its own name. */
  branch(name: string, covered: boolean): void {
    this.toldBranches = true;
    this.branches.set(name, covered || this.branches.get(name) === true);
  }

  /** Branches of a line where only their number is told. */
  branchCount(line: number, covered: number, total: number): void {
    this.toldBranches = true;
    const known = this.counts.get(line);
    this.counts.set(line, {
      covered: Math.max(covered, known?.covered ?? 0),
      total: Math.max(total, known?.total ?? 0),
    });
  }

  get isEmpty(): boolean {
    return this.hits.size === 0;
  }

  record(path: string): CoverageRecord {
    let linesCovered = 0;
    for (const hit of this.hits.values()) if (hit) linesCovered += 1;
    const record: CoverageRecord = {
      path,
      linesCovered,
      linesTotal: this.hits.size,
    };
    if (!this.toldBranches) return record;
    let covered = 0;
    let total = this.branches.size;
    for (const hit of this.branches.values()) if (hit) covered += 1;
    for (const count of this.counts.values()) {
      covered += Math.min(count.covered, count.total);
      total += count.total;
    }
    return { ...record, branchesCovered: covered, branchesTotal: total };
  }
}

/** The files of a report by path, made when first named. */
export class FilesByPath {
  readonly files = new Map<string, FileLines>();

  of(path: string): FileLines {
    const known = this.files.get(path);
    if (known) return known;
    const fresh = new FileLines();
    this.files.set(path, fresh);
    return fresh;
  }
}
