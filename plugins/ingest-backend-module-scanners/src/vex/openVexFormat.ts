import { NewVexRecord } from '@quarterdeck/plugin-ingest-common';
import { packageOfPurl } from '../dependencies/packageNames';
import {
  namesInTexts,
  vulnerabilityNames,
} from '../dependencies/vulnerabilityNames';
import {
  Fields,
  RecordError,
  fieldsOf,
  isFields,
  listOrNone,
  needFields,
  needList,
  needText,
  textOf,
  textsOf,
  timeOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';

const statuses: Readonly<Record<string, NewVexRecord['status']>> = {
  not_affected: 'not_affected',
  affected: 'affected',
  fixed: 'fixed',
  under_investigation: 'under_investigation',
};

/** Packages that are what is shipped, not what is in it. */
const wholeThings = ['oci', 'docker'];

/** The names of a vulnerability: a text in older documents, an object in newer. */
function namesOf(statement: Fields): string[] {
  const { vulnerability } = statement;
  if (typeof vulnerability === 'string') {
    return vulnerabilityNames([
      ...namesInTexts(vulnerability),
      ...(/^https?:/i.test(vulnerability) ? [] : [vulnerability]),
    ]);
  }
  const fields = needFields(vulnerability, '/vulnerability');
  const id = textOf(fields, '@id');
  return vulnerabilityNames([
    textOf(fields, 'name'),
    ...textsOf(fields, 'aliases'),
    ...namesInTexts(id),
    ...(textOf(fields, 'name') || !id ? [] : [id]),
  ]);
}

function productOf(value: unknown, whole?: string): NewVexRecord['product'] {
  const id =
    typeof value === 'string'
      ? value
      : textOf(isFields(value) ? value : undefined, '@id');
  const identifiers = isFields(value)
    ? fieldsOf(value, 'identifiers')
    : undefined;
  const purl = textOf(identifiers, 'purl') ?? id;
  const named = packageOfPurl(purl);
  if (!id && !named) {
    throw new RecordError('A product needs an @id or a package URL.', '/@id');
  }
  return {
    purl: named?.purl,
    bomRef: id,
    name: named?.name ?? whole ?? id,
    version: named?.version,
    ...(named?.ecosystem && wholeThings.includes(named.ecosystem) && !whole
      ? { project: true }
      : {}),
  };
}

interface Product {
  product: NewVexRecord['product'];
  at: string;
}

/** What a statement is about: the products, or the parts of them that it names. */
function productsOf(statement: Fields, path: string): Product[] {
  const products = listOrNone(statement, 'products');
  if (products.length === 0) {
    throw new RecordError(
      'A statement needs at least one product.',
      '/products',
    );
  }
  return products.flatMap((value, index) => {
    const below = `/products/${index}`;
    const parts = isFields(value)
      ? listOrNone(value, 'subcomponents', below)
      : [];
    if (parts.length === 0) {
      return [{ product: productOf(value), at: `${path}${below}` }];
    }
    const whole = isFields(value) ? textOf(value, '@id') : undefined;
    return parts.map((part, place) => ({
      product: productOf(part, whole),
      at: `${path}${below}/subcomponents/${place}`,
    }));
  });
}

function statementsOf(
  statement: Fields,
  path: string,
  document: Fields,
): NewVexRecord[] {
  const ids = namesOf(statement);
  if (ids.length === 0) {
    throw new RecordError(
      'A statement needs a vulnerability.',
      '/vulnerability',
    );
  }
  const word = needText(statement, 'status');
  const status = Object.hasOwn(statuses, word) ? statuses[word] : undefined;
  const justification = textOf(statement, 'justification');
  const impact = textOf(statement, 'impact_statement', 'status_notes');
  if (
    status === 'not_affected' &&
    !justification &&
    !textOf(statement, 'impact_statement')
  ) {
    throw new RecordError(
      'not_affected needs a justification or an impact_statement.',
      '/justification',
    );
  }
  const statedAt =
    timeOf(statement, 'last_updated', 'timestamp') ??
    timeOf(document, 'last_updated', 'timestamp');
  return productsOf(statement, path).map(({ product, at }) => ({
    record: 'vex',
    at,
    vulnerabilityIds: ids,
    // A word nobody knows must not close anything.
    status: status ?? 'under_investigation',
    nativeStatus: word,
    justification,
    impact,
    action: textOf(statement, 'action_statement'),
    product,
    author: textOf(document, 'author'),
    statedAt,
  }));
}

/** OpenVEX 0.0.1 to 0.2: one record for each product or part a statement names. */
export const openVexFormat = scanFormat({
  format: 'openvex',
  document: true,
  detect: paths =>
    /openvex/i.test(paths.get('/@context') ?? paths.get('/@context/*') ?? ''),
  async read(body, tally) {
    const document = await jsonRecords(body, ['/statements/*']);
    const rest = needFields(document.rest);
    needList(rest, 'statements');
    for (const record of document.records()) {
      tally.attempt(record.path, () =>
        statementsOf(needFields(record.read()), record.path, rest).forEach(
          tally.vex,
        ),
      );
    }
    return { tool: textOf(rest, 'tooling') ?? 'OpenVEX' };
  },
});
