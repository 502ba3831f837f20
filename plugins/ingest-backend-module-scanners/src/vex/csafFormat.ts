import { NewVexRecord, Severity } from '@quarterdeck/plugin-ingest-common';
import { ReportError } from '@quarterdeck/plugin-ingest-node';
import { vulnerabilityNames } from '../dependencies/vulnerabilityNames';
import { cvssOf, severityOf } from '../reading/cvssSeverity';
import {
  Fields,
  RecordError,
  fieldsOf,
  listOrNone,
  needFields,
  numberOf,
  objectsOf,
  textOf,
  textsOf,
  timeOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';
import { CsafProduct, csafGroups, csafProducts } from './csafProducts';

type Status = NewVexRecord['status'];

/** Lists of `product_status`; `recommended` says nothing of a status. */
const lists: readonly (readonly [string, Status])[] = [
  ['known_not_affected', 'not_affected'],
  ['fixed', 'fixed'],
  ['first_fixed', 'fixed'],
  ['known_affected', 'affected'],
  ['first_affected', 'affected'],
  ['last_affected', 'affected'],
  ['under_investigation', 'under_investigation'],
];

interface About {
  products: ReadonlyMap<string, CsafProduct>;
  groups: ReadonlyMap<string, string[]>;
  author?: string;
  statedAt?: string;
}

/** What lists of a vulnerability say, by the product they say it of. */
function byProduct(
  items: readonly Fields[],
  about: About,
  read: (item: Fields) => string | undefined,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const item of items) {
    const said = read(item);
    if (!said) continue;
    const ids = [
      ...textsOf(item, 'product_ids'),
      ...textsOf(item, 'group_ids').flatMap(id => about.groups.get(id) ?? []),
    ];
    for (const id of ids) {
      const known = found.get(id);
      found.set(id, known ? `${known}\n${said}` : said);
    }
  }
  return found;
}

function severityByProduct(vulnerability: Fields): Map<string, Severity> {
  const found = new Map<string, Severity>();
  const scores = [
    ...objectsOf(vulnerability, 'scores'),
    // Version 2.1 has them one level down.
    ...objectsOf(vulnerability, 'metrics'),
  ];
  for (const score of scores) {
    const told = fieldsOf(score, 'content') ?? score;
    const vector =
      fieldsOf(told, 'cvss_v4') ??
      fieldsOf(told, 'cvss_v3') ??
      fieldsOf(told, 'cvss_v2');
    const cvss = cvssOf(textOf(vector, 'vectorString'), {
      score: numberOf(vector, 'baseScore'),
    });
    const { severity } = severityOf(
      severityWord(textOf(vector, 'baseSeverity')),
      [cvss],
    );
    textsOf(score, 'products').forEach(id => found.set(id, severity));
  }
  return found;
}

function statementsOf(
  vulnerability: Fields,
  path: string,
  about: About,
): NewVexRecord[] {
  const ids = vulnerabilityNames([
    textOf(vulnerability, 'cve'),
    ...objectsOf(vulnerability, 'ids').map(item => textOf(item, 'text')),
  ]);
  const status = fieldsOf(vulnerability, 'product_status');
  if (!status) return [];
  if (ids.length === 0) {
    throw new RecordError('A vulnerability needs a cve or ids.', '/cve');
  }
  const flags = byProduct(objectsOf(vulnerability, 'flags'), about, item =>
    textOf(item, 'label'),
  );
  const impacts = byProduct(
    objectsOf(vulnerability, 'threats').filter(
      item => textOf(item, 'category') === 'impact',
    ),
    about,
    item => textOf(item, 'details'),
  );
  const actions = byProduct(
    objectsOf(vulnerability, 'remediations'),
    about,
    item => textOf(item, 'details'),
  );
  const severities = severityByProduct(vulnerability);
  return lists.flatMap(([list, word]) =>
    textsOf(status, list).map((id, index) => {
      const product = about.products.get(id);
      return {
        record: 'vex' as const,
        at: `${path}/product_status/${list}/${index}`,
        vulnerabilityIds: ids,
        status: word,
        nativeStatus: list,
        justification: flags.get(id)?.split('\n', 1)[0],
        impact: impacts.get(id),
        action: actions.get(id),
        severity: severities.get(id),
        product: {
          bomRef: id,
          name: product?.name ?? id,
          version: product?.version,
          purl: product?.purl,
        },
        author: about.author,
        statedAt: about.statedAt,
      };
    }),
  );
}

/** CSAF 2.0 (and 2.1): one statement for each product and status. */
export const csafFormat = scanFormat({
  format: 'csaf',
  document: true,
  detect: paths =>
    paths.has('/document/csaf_version') ||
    /^csaf_/.test(paths.get('/document/category') ?? ''),
  async read(body, tally) {
    const document = await jsonRecords(body, ['/vulnerabilities/*']);
    const rest = needFields(document.rest);
    const about = needFields(rest.document, '/document');
    listOrNone(rest, 'vulnerabilities');
    const version = textOf(about, 'csaf_version');
    if (version && !/^2\./.test(version)) {
      throw new ReportError(
        `CSAF version "${version.slice(0, 40)}" is not read. Write CSAF 2.0.`,
        '/document/csaf_version',
      );
    }
    const tree = fieldsOf(rest, 'product_tree');
    const said: About = {
      products: csafProducts(tree),
      groups: csafGroups(tree),
      author: textOf(fieldsOf(about, 'publisher'), 'name'),
      statedAt: timeOf(fieldsOf(about, 'tracking'), 'current_release_date'),
    };
    for (const record of document.records()) {
      tally.attempt(record.path, () =>
        statementsOf(needFields(record.read()), record.path, said).forEach(
          tally.vex,
        ),
      );
    }
    return { tool: 'CSAF' };
  },
});
