import { ReportFormat } from '@quarterdeck/plugin-ingest-node';
import { countOf, createCoverageTally } from './coverageTally';
import { FileLines, FilesByPath } from './fileLines';

interface Section {
  path: string;
  file: FileLines;
  line: number;
  stated: Partial<Record<'LF' | 'LH' | 'BRF' | 'BRH', number>>;
}

/** What tools write besides, and nobody needs here. */
const known = /^(?:TN|FN|FNDA|FNF|FNH|FNL|FNA|VER|MCDC|MCF|MCH|BRL|#)/;

/**
 * LCOV's tracefile. A file may have several sections, one per test; they are
 * merged by line. A section without lines has what it states. A section that
 * does not end was cut off and is rejected.
 */
export const lcovFormat: ReportFormat = {
  format: 'lcov',
  category: 'coverage',
  detect({ text }) {
    const first = text
      .slice(0, 16_384)
      .split('\n')
      .map(line => line.trim())
      .find(line => line !== '' && !/^(?:TN:|#)/.test(line));
    return first?.startsWith('SF:') ?? false;
  },
  async parse(body, sink) {
    const found = new FilesByPath();
    const tally = createCoverageTally(sink);
    let section: Section | undefined;

    const endSection = ({ path, file, stated }: Section) => {
      if (!file.isEmpty || stated.LF === undefined) return;
      found.files.delete(path);
      tally.add({
        path,
        linesCovered: stated.LH ?? 0,
        linesTotal: stated.LF,
        branchesCovered: stated.BRH,
        branchesTotal: stated.BRF,
      });
    };
    const cutOff = ({ line, path }: Section) => {
      sink.reject(
        `/line/${line}`,
        'The section of this file does not end: the report was cut off.',
      );
      found.files.delete(path);
    };

    for await (const { line, number } of body.lines()) {
      const at = `/line/${number}`;
      const colon = line.indexOf(':');
      const word = colon < 0 ? line.trim() : line.slice(0, colon).trim();
      const rest = line.slice(colon + 1).trim();
      if (word === 'SF') {
        if (section) cutOff(section);
        section = rest
          ? { path: rest, file: found.of(rest), line: number, stated: {} }
          : undefined;
        if (!rest) sink.reject(at, 'A section needs the path of its file.');
      } else if (word === 'end_of_record') {
        if (section) endSection(section);
        section = undefined;
      } else if (word === 'DA' && section) {
        const [place, hits] = rest.split(',');
        const lineNumber = countOf(place);
        // gcov writes `-1` or more than fits for counts that overflowed.
        const hit = Number(hits);
        if (lineNumber === undefined || !hits || Number.isNaN(hit)) {
          sink.reject(at, 'DA needs a line and its hits.');
        } else section.file.line(lineNumber, hit !== 0);
      } else if (word === 'BRDA' && section) {
        const [place, block, branch, taken] = rest.split(',');
        if (countOf(place) === undefined || taken === undefined) {
          sink.reject(at, 'BRDA needs line, block, branch and taken.');
        } else {
          section.file.branch(`${place},${block},${branch}`, Number(taken) > 0);
        }
      } else if (
        (word === 'LF' || word === 'LH' || word === 'BRF' || word === 'BRH') &&
        section
      ) {
        section.stated[word] = countOf(rest);
      } else if (!known.test(word) && section) {
        sink.reject(at, 'The line is none of a tracefile.');
      }
    }
    if (section) cutOff(section);
    for (const [path, lines] of found.files) {
      if (!lines.isEmpty) tally.add(lines.record(path));
    }
    return tally.figures('lcov');
  },
};
