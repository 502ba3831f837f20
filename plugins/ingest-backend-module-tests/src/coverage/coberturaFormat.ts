import { ReportFormat, readXml } from '@quarterdeck/plugin-ingest-node';
import { countOf, createCoverageTally } from './coverageTally';
import { FileLines, FilesByPath } from './fileLines';

const condition = /\((\d{1,9})\/(\d{1,9})\)/;

/**
 * Cobertura XML. Lines stand below the class and once more below its methods;
 * those of the class are counted, those of methods only where it has none. A
 * file with several classes is one file.
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
    await readXml(body, {
      open({ name, attributes, path }) {
        if (name === 'class') {
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
          file.line(number, hits > 0);
          const branches = condition.exec(
            attributes['condition-coverage'] ?? '',
          );
          if (branches) {
            file.branchCount(number, Number(branches[1]), Number(branches[2]));
          }
        }
      },
      close(name) {
        if (name === 'class') file = undefined;
      },
    });
    const tally = createCoverageTally(sink);
    for (const [path, lines] of found.files) tally.add(lines.record(path));
    return tally.figures('cobertura');
  },
};
