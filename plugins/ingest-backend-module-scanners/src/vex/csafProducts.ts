import { packageOfPurl } from '../dependencies/packageNames';
import {
  Fields,
  fieldsOf,
  objectsOf,
  textOf,
  textsOf,
} from '../reading/fields';

/** A product of a CSAF document by its id. */
export interface CsafProduct {
  name?: string;
  version?: string;
  purl?: string;
}

const longestWalk = 200_000;

function productOf(fields: Fields, version?: string): CsafProduct {
  const helper = fieldsOf(fields, 'product_identification_helper');
  const purl = textOf(helper, 'purl') ?? textsOf(helper, 'purls')[0];
  const named = packageOfPurl(purl);
  return {
    name: named?.name ?? textOf(fields, 'name'),
    version: named?.version ?? version,
    purl: named?.purl,
  };
}

/**
 * Products of the tree by their ids: of branches, the flat list, and the
 * relationships, where a component as part of a product is that component.
 */
export function csafProducts(
  tree: Fields | undefined,
): Map<string, CsafProduct> {
  const products = new Map<string, CsafProduct>();
  const add = (fields: Fields | undefined, version?: string) => {
    const id = textOf(fields, 'product_id');
    if (fields && id) products.set(id, productOf(fields, version));
  };
  const waiting: { branch: Fields; version?: string }[] = objectsOf(
    tree,
    'branches',
  ).map(branch => ({ branch }));
  for (let at = 0; at < waiting.length && at < longestWalk; at += 1) {
    const { branch } = waiting[at];
    const version =
      textOf(branch, 'category') === 'product_version'
        ? textOf(branch, 'name')
        : waiting[at].version;
    add(fieldsOf(branch, 'product'), version);
    for (const inner of objectsOf(branch, 'branches')) {
      waiting.push({ branch: inner, version });
    }
  }
  objectsOf(tree, 'full_product_names').forEach(item => add(item));
  for (const relation of objectsOf(tree, 'relationships')) {
    const whole = fieldsOf(relation, 'full_product_name');
    const id = textOf(whole, 'product_id');
    const part = products.get(textOf(relation, 'product_reference') ?? '');
    if (!whole || !id) continue;
    const own = productOf(whole);
    products.set(id, {
      name: part?.name ?? own.name,
      version: part?.version ?? own.version,
      purl: own.purl ?? part?.purl,
    });
  }
  return products;
}

/** Ids of the products in each group. */
export function csafGroups(tree: Fields | undefined): Map<string, string[]> {
  return new Map(
    objectsOf(tree, 'product_groups').flatMap(group => {
      const id = textOf(group, 'group_id');
      return id ? [[id, textsOf(group, 'product_ids')] as const] : [];
    }),
  );
}
