import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { ReportError } from '@quarterdeck/plugin-ingest-node';
import { flagOf, isFields, needFields, textOf } from '../reading/fields';
import { JsonPaths } from '../reading/jsonPaths';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';
import { ScanTally } from '../reading/scanTally';
import { distinctPaths } from './advisoryFinding';
import { snykFinding } from './snykFinding';
import { snykProjects } from './snykProject';

const tool = 'Snyk';
const mostPaths = 50;

/** Places of issues in one project; those of a list of projects stand below `/*`. */
const places = [
  '/vulnerabilities/*',
  '/applications/*/vulnerabilities/*',
  '/filtered/ignore/*',
];

const bulk = [
  '/depGraphData',
  '/issuesData',
  '/issues',
  '/depsFilePaths',
  '/fileSignaturesDetails',
  '/remediation',
];

const below = (patterns: readonly string[]) => [
  ...patterns,
  ...patterns.map(pattern => `/*${pattern}`),
];

function isProject(paths: JsonPaths, at: string): boolean {
  const has = (place: string) => paths.has(`${at}${place}`);
  if (has('/issues/*/issueId') && has('/issues/*/fixInfo')) return true;
  if (paths.get(`${at}/ok`) === 'false' && has('/error') && has('/path')) {
    return true;
  }
  if (paths.get(`${at}/vulnerabilities`) !== '[') return false;
  const isIssue =
    has('/vulnerabilities/*/id') &&
    (has('/vulnerabilities/*/from') ||
      has('/vulnerabilities/*/semver') ||
      has('/vulnerabilities/*/packageManager'));
  return isIssue || (has('/ok') && (has('/dependencyCount') || has('/org')));
}

/** Whether a project could not be scanned, and why. */
function failures(rest: unknown): string[] {
  const projects: unknown[] = Array.isArray(rest) ? rest : [rest];
  return projects.filter(isFields).flatMap(project => {
    const error = textOf(project, 'error');
    return error && flagOf(project, 'ok') === false
      ? [`Snyk could not scan ${textOf(project, 'path') ?? 'it'}: ${error}`]
      : [];
  });
}

/** @throws ReportError for what is no project, which must not pass as one without issues. */
function checkProjects(rest: unknown): void {
  const isList = Array.isArray(rest);
  const projects: unknown[] = isList ? rest : [rest];
  projects.forEach((project, index) => {
    const fields = isFields(project) ? project : {};
    if (textOf(fields, 'error')) return;
    // Others list vulnerabilities, too, and say that they scanned.
    if (Array.isArray(fields.vulnerabilities) && !('scan' in fields)) return;
    throw new ReportError(
      'A project of Snyk has a list of vulnerabilities, or an error.',
      `${isList ? `/${index}` : ''}/vulnerabilities`,
    );
  });
}

function tell(tally: ScanTally, rest: unknown): void {
  const failed = failures(rest);
  const count = Array.isArray(rest) ? rest.length : 1;
  if (failed.length === 0) return;
  if (failed.length < count) tally.partial(failed[0]);
  else tally.failed(failed[0]);
}

/**
 * `snyk test --json` for open source, containers with the applications in them,
 * and unmanaged C and C++; one project, or a list of them. Snyk repeats an issue
 * for every path to its package: they are one finding per project, issue,
 * package and version.
 */
export const snykFormat = scanFormat({
  format: 'snyk',
  detect: paths => isProject(paths, '') || isProject(paths, '/*'),
  async read(body, tally) {
    const document = await jsonRecords(body, below(places), {
      drop: below(bulk),
    });
    const { rest } = document;
    if (!isFields(rest) && !Array.isArray(rest)) {
      throw new ReportError('It must be a project of Snyk or a list of them.');
    }
    checkProjects(rest);
    tell(tally, rest);
    const projects = snykProjects(rest);
    for (const [at, { isContainer, target }] of projects) {
      if (isContainer && !at.includes('/applications/')) tally.image(target);
    }
    const found = new Map<string, NewFindingRecord>();
    for (const record of document.records()) {
      tally.attempt(record.path, () => {
        const issue = needFields(record.read());
        const isIgnored = record.keys.includes('ignore');
        const at = record.keys
          .slice(0, isIgnored ? -3 : -2)
          .map(key => `/${key}`)
          .join('');
        const project = projects.get(at) ?? { isContainer: false };
        const finding = snykFinding(
          isIgnored ? { ...issue, isIgnored: true } : issue,
          project,
        );
        const { name, version, paths = [] } = finding.package ?? { name: '' };
        const key = JSON.stringify([
          project.target ?? at,
          finding.ruleId,
          name,
          version,
          isIgnored,
        ]);
        const known = found.get(key);
        if (!known?.package) {
          found.set(key, finding);
          return;
        }
        const joined = [...(known.package.paths ?? []), ...paths];
        known.package.paths = distinctPaths(joined).slice(0, mostPaths);
        known.package.direct ||= finding.package?.direct;
      });
    }
    for (const finding of found.values()) tally.finding(finding);
    const names = new Set([...projects.values()].map(({ name }) => name));
    const [scope] = names.size === 1 ? names : [];
    return { tool, scope };
  },
});
