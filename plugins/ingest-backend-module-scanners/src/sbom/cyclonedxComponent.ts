import { NewComponentRecord } from '@quarterdeck/plugin-ingest-common';
import { packageOfPurl } from '../dependencies/packageNames';
import {
  Fields,
  fieldsOf,
  needFields,
  needText,
  objectsOf,
  textOf,
} from '../reading/fields';

/** Licences as written: an expression, else the ids, else the names. */
function licencesOf(component: Fields): string[] {
  return objectsOf(component, 'licenses').flatMap(choice => {
    const licence = fieldsOf(choice, 'license');
    return (
      textOf(choice, 'expression') ??
      textOf(licence, 'id', 'expression', 'name') ??
      []
    );
  });
}

const supplierOf = (component: Fields) =>
  textOf(fieldsOf(component, 'supplier'), 'name') ??
  textOf(fieldsOf(component, 'manufacturer'), 'name') ??
  textOf(component, 'publisher');

/** A component of CycloneDX, without those in it. @throws RecordError */
export function cyclonedxComponent(
  component: Fields,
  at: string,
): NewComponentRecord {
  const name = needText(component, 'name');
  const group = textOf(component, 'group');
  const version = textOf(component, 'version');
  const purl = textOf(component, 'purl');
  const named = packageOfPurl(purl);
  return {
    record: 'component',
    ref: textOf(component, 'bom-ref') ?? purl ?? at,
    type: textOf(component, 'type'),
    group,
    supplier: supplierOf(component),
    package: {
      ...(named ?? { name: group ? `${group}/${name}` : name, purl }),
      version: version ?? named?.version,
      licences: licencesOf(component),
    },
    hashes: objectsOf(component, 'hashes').flatMap(hash => {
      const algorithm = textOf(hash, 'alg');
      const value = textOf(hash, 'content');
      return algorithm && value ? [{ algorithm, value }] : [];
    }),
  };
}

/**
 * A component and all that are in it, each with its path in the document.
 * `visit` may throw for one and still sees the others.
 */
export function eachComponent(
  value: unknown,
  path: string,
  attempt: (path: string, read: () => void) => void,
  visit: (component: Fields, path: string) => void,
): void {
  const waiting: { value: unknown; path: string }[] = [{ value, path }];
  for (let at = 0; at < waiting.length; at += 1) {
    const item = waiting[at];
    attempt(item.path, () => {
      const component = needFields(item.value);
      const inner = component.components;
      if (Array.isArray(inner)) {
        inner.forEach((child, index) =>
          waiting.push({
            value: child,
            path: `${item.path}/components/${index}`,
          }),
        );
      }
      visit(component, item.path);
    });
  }
}
