import { ReportFormat, readXml } from '@quarterdeck/plugin-ingest-node';
import { countOf, createCoverageTally } from './coverageTally';
import { FileLines, FilesByPath } from './fileLines';

/**
 * Clover XML. Statements and conditions are lines; a condition has two
 * branches. Methods are none: their line is told again as a statement. A file
 * that tells no lines has its metrics.
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
    let metrics: Readonly<Record<string, string>> | undefined;
    /** Tests of the project are no code to cover. */
    let inTests = false;
    await readXml(body, {
      open({ name, attributes, path: place }) {
        if (name === 'testproject') inTests = true;
        else if (inTests) return;
        else if (name === 'file') {
          path = attributes.path || attributes.name || '';
          file = path ? found.of(path) : undefined;
          metrics = undefined;
          if (!path) sink.reject(`${place()}/@path`, 'A file needs a path.');
        } else if (name === 'metrics' && file) {
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
          const whenTrue = (countOf(attributes.truecount) ?? 0) > 0;
          const whenFalse = (countOf(attributes.falsecount) ?? 0) > 0;
          const hits = countOf(attributes.count) ?? 0;
          file.line(number, whenTrue || whenFalse || hits > 0);
          file.branchCount(number, Number(whenTrue) + Number(whenFalse), 2);
        }
      },
      close(name) {
        if (name === 'testproject') inTests = false;
        if (name !== 'file' || !file) return;
        const total = countOf(metrics?.statements);
        const covered = countOf(metrics?.coveredstatements);
        if (file.isEmpty && total !== undefined && covered !== undefined) {
          found.files.delete(path);
          tally.add({
            path,
            linesCovered: covered,
            linesTotal: total,
            branchesCovered: countOf(metrics?.coveredconditionals),
            branchesTotal: countOf(metrics?.conditionals),
          });
        }
        file = undefined;
      },
    });
    for (const [name, lines] of found.files) tally.add(lines.record(name));
    return tally.figures('clover');
  },
};
