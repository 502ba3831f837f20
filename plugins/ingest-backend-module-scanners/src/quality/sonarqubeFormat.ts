import { ReportError } from '@quarterdeck/plugin-ingest-node';
import {
  Fields,
  fieldsOf,
  listOrNone,
  needFields,
  objectsOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { JsonPaths } from '../reading/jsonPaths';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';
import { ScanTally } from '../reading/scanTally';
import { isSecurity, SonarExport, sonarFinding, sonarTool } from './sonarIssue';

function isExport(paths: JsonPaths, at: string): boolean {
  const has = (place: string) => paths.has(`${at}${place}`);
  if (has('/hotspots/*/vulnerabilityProbability')) return true;
  if (has('/sonarBaseURL') && has('/sonarComponent')) return true;
  if (has('/issues/*/rule') && has('/issues/*/component')) return true;
  return has('/paging') && (has('/issues') || has('/hotspots'));
}

const exportOf = (document: Fields): SonarExport => ({
  files: new Map(
    objectsOf(document, 'components').flatMap(component => {
      const key = textOf(component, 'key');
      return key ? [[key, textOf(component, 'path')] as const] : [];
    }),
  ),
  hotspotKeys: new Set(textsOf(document, 'hotspotKeys')),
  rules: fieldsOf(document, 'rules'),
  baseUrl: textOf(document, 'sonarBaseURL'),
});

/** Pages are cut off at the size asked for: the others stand in further files. */
function seen(document: Fields): { count: number; total: number } {
  const lists = ['issues', 'hotspots'];
  const count = lists.reduce(
    (sum, name) => sum + listOrNone(document, name).length,
    0,
  );
  const paging = fieldsOf(document, 'paging');
  const total = Number(textOf(paging, 'total') ?? NaN);
  return { count, total: Number.isFinite(total) ? total : count };
}

function readExport(document: Fields, at: string, tally: ScanTally): void {
  const about = exportOf(document);
  for (const name of ['issues', 'hotspots']) {
    for (const [index, value] of listOrNone(document, name).entries()) {
      tally.attempt(`${at}/${name}/${index}`, () => {
        const issue = needFields(value);
        if (name === 'issues' && !isSecurity(issue, about)) {
          tally.count('quality');
        } else {
          tally.finding(sonarFinding(issue, about));
        }
      });
    }
  }
}

/**
 * Issues and hotspots as the API of SonarQube gives them, one page or several
 * one after the other, and the JSON of `sonar-report`. Bugs and code smells are
 * counted as `quality` and left out: only vulnerabilities and hotspots are about
 * security.
 */
export const sonarqubeFormat = scanFormat({
  format: 'sonarqube',
  severalFiles: true,
  detect: paths => isExport(paths, '') || isExport(paths, '/*'),
  async read(body, tally) {
    const pages = await jsonRecords(body, [], { documents: true });
    const told: { count: number; total: number }[] = [];
    for (const page of pages.records()) {
      const at = pages.count > 1 ? page.path : '';
      tally.attempt(at || '/', () => {
        const document = needFields(page.read());
        if (!('issues' in document) && !('hotspots' in document)) {
          throw new ReportError('It has neither issues nor hotspots.');
        }
        readExport(document, at, tally);
        told.push(seen(document));
      });
    }
    if (told.length === 0)
      throw new ReportError('It has neither issues nor hotspots.');
    const count = told.reduce((sum, page) => sum + page.count, 0);
    const total = Math.max(...told.map(page => page.total));
    if (total > count) {
      tally.partial(
        `SonarQube has ${total} issues, and the report holds ${count}: further pages are missing.`,
      );
    }
    return { tool: sonarTool };
  },
});
