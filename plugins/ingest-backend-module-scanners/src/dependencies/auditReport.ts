import {
  ReportBody,
  ReportError,
  ReportHead,
} from '@quarterdeck/plugin-ingest-node';
import {
  Fields,
  fieldsOf,
  flagOf,
  isFields,
  needFields,
  numberOf,
  objectsOf,
  textOf,
} from '../reading/fields';
import { JsonPaths } from '../reading/jsonPaths';
import { ScanTally } from '../reading/scanTally';
import { advisoryFinding } from './advisoryFinding';

/** Who writes reports in the form of npm 6. */
export type AuditDialect = 'npm' | 'pnpm' | 'yarn';

/**
 * Whose report it is. npm names its run and says what to do about each advisory;
 * pnpm's paths begin with the project itself (`.` or `packages__web`), which
 * npm's never do; Yarn 2 and 3 say nothing of what to do. Without any advisory
 * only the layout differs: pnpm prints it over many lines, Yarn on one.
 */
export function auditDialect(
  paths: JsonPaths,
  head: ReportHead,
): AuditDialect | undefined {
  if (paths.get('/advisories') !== '{') return undefined;
  if (!paths.has('/actions') && !paths.has('/metadata')) return undefined;
  if (paths.has('/runId')) return 'npm';
  const way =
    paths.get('/actions/*/resolves/*/path') ??
    [...paths].find(
      ([path]) => path.startsWith('/advisories/') && path.endsWith('/paths/*'),
    )?.[1];
  if (way && /^(?:\.|[\w.-]+__[\w.-]+)>/.test(way)) return 'pnpm';
  if (paths.has('/actions/*')) return 'npm';
  if (way) return 'yarn';
  return /^\s*\{\s*\n/.test(head.text.slice(0, 1000)) ? 'pnpm' : 'yarn';
}

/** Which advisories concern only what is needed for development. */
function developmentOnly(report: Fields): Map<string, boolean> {
  const known = new Map<string, boolean>();
  for (const action of objectsOf(report, 'actions')) {
    for (const item of objectsOf(action, 'resolves')) {
      const id = textOf(item, 'id');
      const dev = flagOf(item, 'dev');
      if (id === undefined || dev === undefined) continue;
      known.set(id, dev && (known.get(id) ?? true));
    }
  }
  return known;
}

/** What a package manager says instead of a report when it failed. */
export function auditFailure(report: Fields): string | undefined {
  const error = fieldsOf(report, 'error');
  if (!error && 'uri' in report && !('vulnerabilities' in report)) {
    const status = textOf(report, 'statusCode');
    return `The audit itself failed: ${[
      status && `HTTP ${status}`,
      textOf(report, 'message'),
    ]
      .filter(Boolean)
      .join(': ')}.`;
  }
  if (!error) return undefined;
  const code = textOf(error, 'code');
  const summary = textOf(error, 'summary', 'detail', 'message');
  return `The audit itself failed: ${
    [code, summary ?? textOf(report, 'message')].filter(Boolean).join(': ') ||
    'no reason given'
  }.`;
}

/** Reads a report in the form of npm 6. */
export async function readAudit(
  body: ReportBody,
  tally: ScanTally,
  tool: string,
): Promise<{ tool: string }> {
  const report = needFields(await body.json());
  const failure = auditFailure(report);
  if (failure) {
    tally.failed(failure);
    return { tool };
  }
  const { advisories } = report;
  if (!isFields(advisories)) {
    throw new ReportError('It must be an object of advisories.', '/advisories');
  }
  const counted = fieldsOf(report, 'metadata');
  tally.looked(numberOf(counted, 'totalDependencies'));
  const development = developmentOnly(report);
  for (const [id, advisory] of Object.entries(advisories)) {
    tally.attempt(`/advisories/${id}`, () => {
      const fields = needFields(advisory);
      tally.finding(
        advisoryFinding(
          { id, ...fields },
          { tool, development: development.get(textOf(fields, 'id') ?? id) },
        ),
      );
    });
  }
  return { tool };
}
