import { ReportFormat, readXml } from '@quarterdeck/plugin-ingest-node';
import { countOf, createCoverageTally } from './coverageTally';
import { FileLines, FilesByPath } from './fileLines';

const condition = /\((\d{1,9})\/(\d{1,9})\)/;

interface Line {
  number: number;
  covered: boolean;
  branches?: { covered: number; total: number };
}

function tell(file: FileLines, { number, covered, branches }: Line): void {
  file.line(number, covered);
  if (branches) file.branchCount(number, branches.covered, branches.total);
}

/**
 * Cobertura XML. Lines stand below the class and once more below its methods;
 * those of the class are counted, those of methods only where it has none. A
 * file with several classes is one file. Where no line tells of its branches,
 * the root's own figures stand.
 */
export const coberturaFormat: ReportFormat = {
  format: 'cobertura',
  category: 'coverage',
  detect: ({ xmlRoot, xmlRootTag = '' }) =>
    xmlRoot === 'coverage' &&
    /\s(?:line-rate|branch-rate|lines-valid)=/.test(xmlRootTag),
  async parse(body, sink) {
    const found = new FilesByPath();
    let file: FileLines | undefined;
    /** Lines of the methods of this class, which some tools give other numbers. */
    let ofMethods: Line[] = [];
    let inMethods = false;
    let hasLines = false;
    let stated: { covered?: number; total?: number } = {};
    await readXml(body, {
      open({ name, attributes, depth, path }) {
        if (depth === 1) {
          stated = {
            covered: countOf(attributes['branches-covered']),
            total: countOf(attributes['branches-valid']),
          };
        } else if (name === 'methods') {
          inMethods = true;
        } else if (name === 'class') {
          ofMethods = [];
          hasLines = false;
          const { filename } = attributes;
          file = filename ? found.of(filename) : undefined;
          if (!filename) {
            sink.reject(`${path()}/@filename`, 'A class needs a filename.');
          }
        } else if (name === 'line' && file) {
          const number = countOf(attributes.number);
          const hits = countOf(attributes.hits);
          if (number === undefined || hits === undefined) {
            sink.reject(path(), 'A line needs a number and hits.');
            return;
          }
          const said = condition.exec(attributes['condition-coverage'] ?? '');
          const line: Line = {
            number,
            covered: hits > 0,
            branches: said
              ? { covered: Number(said[1]), total: Number(said[2]) }
              : undefined,
          };
          if (inMethods) ofMethods.push(line);
          else {
            hasLines = true;
            tell(file, line);
          }
        }
      },
      close(name) {
        if (name === 'methods') inMethods = false;
        if (name !== 'class') return;
        if (file && !hasLines) for (const line of ofMethods) tell(file, line);
        file = undefined;
      },
    });
    const tally = createCoverageTally(sink);
    for (const [path, lines] of found.files) tally.add(lines.record(path));
    return tally.figures('cobertura', stated);
  },
};
