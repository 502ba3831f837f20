import { ReportFormat, readXml } from '@quarterdeck/plugin-ingest-node';
import { countOf, createCoverageTally } from './coverageTally';

interface Source {
  path: string;
  depth: number;
  lines?: { covered: number; total: number };
  branches?: { covered: number; total: number };
  seen: { covered: number; total: number };
}

/**
 * JaCoCo XML. The counters of a source file say how many of its lines and
 * branches were missed; classes and methods count the same lines again, so they
 * are passed over. Groups are the modules of a build: the same package may
 * stand in two of them, as two files.
 */
export const jacocoFormat: ReportFormat = {
  format: 'jacoco',
  category: 'coverage',
  detect: ({ xmlRoot, text }) =>
    xmlRoot === 'report' &&
    (/JACOCO/.test(text) || /<(?:sessioninfo|group|package)\s/.test(text)),
  async parse(body, sink) {
    const tally = createCoverageTally(sink);
    const groups: string[] = [];
    let inPackage = '';
    let source: Source | undefined;
    await readXml(body, {
      open({ name, attributes, depth, path }) {
        if (name === 'group') groups.push(attributes.name ?? '');
        else if (name === 'package') inPackage = attributes.name ?? '';
        else if (name === 'sourcefile') {
          if (!attributes.name) {
            sink.reject(`${path()}/@name`, 'A source file needs a name.');
            return;
          }
          source = {
            path: [...groups, inPackage, attributes.name]
              .filter(part => part !== '')
              .join('/'),
            depth,
            seen: { covered: 0, total: 0 },
          };
        } else if (source && name === 'line') {
          const covered = countOf(attributes.ci) ?? 0;
          source.seen.total += 1;
          if (covered > 0) source.seen.covered += 1;
        } else if (source && name === 'counter') {
          const covered = countOf(attributes.covered);
          const missed = countOf(attributes.missed);
          if (covered === undefined || missed === undefined) {
            sink.reject(path(), 'A counter needs missed and covered.');
            return;
          }
          const figure = { covered, total: covered + missed };
          if (attributes.type === 'LINE') source.lines = figure;
          if (attributes.type === 'BRANCH') source.branches = figure;
        }
      },
      close(name, depth) {
        if (name === 'group') groups.pop();
        if (name !== 'sourcefile' || source?.depth !== depth) return;
        const lines = source.lines ?? source.seen;
        tally.add({
          path: source.path,
          linesCovered: lines.covered,
          linesTotal: lines.total,
          branchesCovered: source.branches?.covered,
          branchesTotal: source.branches?.total,
        });
        source = undefined;
      },
    });
    return tally.figures('jacoco');
  },
};
