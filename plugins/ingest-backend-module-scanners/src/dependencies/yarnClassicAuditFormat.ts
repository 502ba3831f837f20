import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  Fields,
  fieldsOf,
  flagOf,
  needFields,
  objectsOf,
  textOf,
} from '../reading/fields';
import { scanFormat } from '../reading/scanFormat';
import { advisoryFinding } from './advisoryFinding';
import { jsonLines } from './jsonLines';

const tool = 'yarn audit';
const besides = ['info', 'warning', 'error'];

interface Group {
  advisory: Fields;
  paths: string[];
  findings: Fields[];
  development?: boolean;
  at: string;
}

/**
 * `yarn audit --json` of Yarn 1: a line per path to a package, each with the
 * whole advisory. One finding for each advisory and package.
 */
export const yarnClassicAuditFormat = scanFormat({
  format: 'yarn-classic-audit',
  detect(paths, head) {
    const type = paths.get('/type') ?? paths.get('/*/type') ?? '';
    if (!paths.has('/data') && !paths.has('/*/data')) return false;
    if (/^audit(?:Advisory|Summary|Action)$/.test(type)) return true;
    return (
      besides.includes(type) &&
      /"type"\s*:\s*"audit(?:Advisory|Summary|Action)"|yarnpkg\.com/.test(
        head.text,
      )
    );
  },
  async read(body, tally) {
    const groups = new Map<string, Group>();
    const types = new Set<string>();
    for await (const { value, at } of jsonLines(body, tally)) {
      tally.attempt(at, () => {
        const line = needFields(value);
        const type = textOf(line, 'type') ?? '';
        types.add(type);
        if (line.type === 'error') {
          const said = typeof line.data === 'string' ? line.data : 'no reason';
          tally.failed(`The audit itself failed: ${said}.`);
        }
        if (line.type !== 'auditAdvisory') return;
        const data = needFields(line.data, '/data');
        const advisory = needFields(data.advisory, '/data/advisory');
        const resolution = fieldsOf(data, 'resolution');
        const key = JSON.stringify([
          textOf(advisory, 'id', 'github_advisory_id', 'url'),
          textOf(advisory, 'module_name'),
        ]);
        const dev = flagOf(resolution, 'dev');
        const path = textOf(resolution, 'path');
        const group = groups.get(key) ?? {
          advisory,
          paths: [],
          findings: [],
          at,
        };
        groups.set(key, group);
        if (path) group.paths.push(path);
        group.findings.push(...objectsOf(advisory, 'findings'));
        if (dev !== undefined) {
          group.development = dev && (group.development ?? true);
        }
      });
    }
    if (![...types].some(type => /^(?:audit|error$)/.test(type))) {
      throw new ReportError('No line of it is one of an audit by Yarn.');
    }
    if (!types.has('auditSummary')) {
      tally.partial('Its summary, the last line, is missing: it was cut off.');
    }
    for (const {
      advisory,
      paths,
      findings,
      development,
      at,
    } of groups.values()) {
      tally.attempt(`${at}/data/advisory`, () =>
        tally.finding(
          advisoryFinding(
            { ...advisory, findings },
            { tool, extraPaths: paths, development },
          ),
        ),
      );
    }
    return { tool };
  },
});
