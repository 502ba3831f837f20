import { CoverageRecord } from '@quarterdeck/plugin-ingest-common';
import { ReportFormat, readXml } from '@quarterdeck/plugin-ingest-node';
import { countOf, createCoverageTally } from './coverageTally';
import { FileLines, FilesByPath } from './fileLines';

type Attributes = Readonly<Record<string, string>>;

/** What the metrics of a file state, if they do. */
function statedBy(
  path: string,
  metrics: Attributes | undefined,
): CoverageRecord | undefined {
  const linesTotal = countOf(metrics?.statements);
  const linesCovered = countOf(metrics?.coveredstatements);
  if (linesTotal === undefined || linesCovered === undefined) return undefined;
  const branchesTotal = countOf(metrics?.conditionals);
  const branchesCovered = countOf(metrics?.coveredconditionals);
  const told = branchesTotal !== undefined && branchesCovered !== undefined;
  return {
    path,
    linesCovered,
    linesTotal,
    ...(told ? { branchesCovered, branchesTotal } : {}),
  };
}

/**
 * Branches of a condition. Clover counts how often it was true and how often
 * false; Istanbul, which adds `count`, how many branches were taken and how
 * many were not.
 */
function branchesOf(attributes: Attributes) {
  const whenTrue = countOf(attributes.truecount) ?? 0;
  const whenFalse = countOf(attributes.falsecount) ?? 0;
  const hits = countOf(attributes.count);
  return hits === undefined
    ? {
        hit: whenTrue > 0 || whenFalse > 0,
        covered: Number(whenTrue > 0) + Number(whenFalse > 0),
        total: 2,
      }
    : { hit: hits > 0, covered: whenTrue, total: whenTrue + whenFalse };
}

/**
 * Clover XML. A file has what its metrics state: two statements may stand in
 * one line, and tools differ in what lines they tell. Without metrics, and
 * where a report tells of a file twice, its lines are counted: statements and
 * conditions, no methods, whose line is told again as a statement.
 */
export const cloverFormat: ReportFormat = {
  format: 'clover',
  category: 'coverage',
  detect: ({ xmlRoot, xmlRootTag = '' }) =>
    xmlRoot === 'coverage' && /\s(?:generated|clover)=/.test(xmlRootTag),
  async parse(body, sink) {
    const found = new FilesByPath();
    const tally = createCoverageTally(sink);
    let file: FileLines | undefined;
    let path = '';
    let depthOfFile = 0;
    let metrics: Attributes | undefined;
    const stated = new Map<string, CoverageRecord | undefined>();
    /** Tests of the project are no code to cover. */
    let inTests = false;
    await readXml(body, {
      open({ name, attributes, depth, path: place }) {
        if (name === 'testproject') inTests = true;
        else if (inTests) return;
        else if (name === 'file') {
          path = attributes.path || attributes.name || '';
          file = path ? found.of(path) : undefined;
          depthOfFile = depth;
          metrics = undefined;
          if (!path) sink.reject(`${place()}/@path`, 'A file needs a path.');
        } else if (name === 'metrics' && file && depth === depthOfFile + 1) {
          // Those of its classes are deeper.
          metrics = attributes;
        } else if (name === 'line' && file) {
          const { type } = attributes;
          if (type !== 'stmt' && type !== 'cond') return;
          const number = countOf(attributes.num);
          if (number === undefined) {
            sink.reject(`${place()}/@num`, 'A line needs a number.');
            return;
          }
          if (type === 'stmt') {
            file.line(number, (countOf(attributes.count) ?? 0) > 0);
            return;
          }
          const { hit, covered, total } = branchesOf(attributes);
          file.line(number, hit);
          file.branchCount(number, covered, total);
        }
      },
      close(name) {
        if (name === 'testproject') inTests = false;
        if (name !== 'file' || !file) return;
        const own = statedBy(path, metrics);
        // Told twice, its metrics would count the same lines again.
        stated.set(path, stated.has(path) ? undefined : own);
        file = undefined;
      },
    });
    for (const [name, lines] of found.files) {
      const own = stated.get(name);
      const isStated = own && (own.linesTotal > 0 || lines.isEmpty);
      const told = lines.record(name);
      tally.add(isStated ? { ...told, ...own } : told);
    }
    return tally.figures('clover');
  },
};
