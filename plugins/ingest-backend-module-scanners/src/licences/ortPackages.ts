import { NewComponentRecord } from '@quarterdeck/plugin-ingest-common';
import {
  PackageName,
  packageNamed,
  packageOfPurl,
} from '../dependencies/packageNames';
import { Fields, fieldsOf, isFields, textOf, textsOf } from '../reading/fields';

/** `Maven:com.acme:shop:1.2` as a package: type, namespace, name, version. */
export function packageOfOrtId(id: string): PackageName {
  const [type = '', namespace = '', name = '', version] = id.split(':');
  if (!name) return { name: id };
  const separator = /^maven$/i.test(type) ? ':' : '/';
  return packageNamed(
    type,
    namespace ? `${namespace}${separator}${name}` : name,
    version || undefined,
  );
}

/** A package of the analyzer as a component. */
export function ortComponent(value: unknown): NewComponentRecord | undefined {
  const outer = isFields(value) ? value : undefined;
  // Until 2023 packages stood beside their curations.
  const fields: Fields | undefined =
    fieldsOf(outer, 'metadata') ?? fieldsOf(outer, 'package') ?? outer;
  const id = textOf(fields, 'id');
  if (!id) return undefined;
  const processed = fieldsOf(fields, 'declared_licenses_processed');
  const expression = textOf(processed, 'spdx_expression');
  return {
    record: 'component',
    ref: id,
    type: 'library',
    package: {
      ...packageOfOrtId(id),
      ...(packageOfPurl(textOf(fields, 'purl')) ?? {}),
      licences: expression
        ? [expression]
        : textsOf(fields, 'declared_licenses'),
    },
  };
}
