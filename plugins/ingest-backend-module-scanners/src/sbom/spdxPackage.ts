import {
  NewComponentRecord,
  NewFindingRecord,
} from '@quarterdeck/plugin-ingest-common';
import { packageOfPurl } from '../dependencies/packageNames';
import {
  namesInTexts,
  vulnerabilityNames,
} from '../dependencies/vulnerabilityNames';
import { Fields, needText, objectsOf, textOf } from '../reading/fields';

const told = (text: string | undefined) =>
  text && !/^(?:NOASSERTION|NONE)$/i.test(text.trim())
    ? text.trim()
    : undefined;

/** `Organization: Acme (mail@acme.example)` */
const supplierOf = (text: string | undefined) =>
  told(text?.slice(0, 1000))
    ?.replace(/^(?:Organization|Person|Tool):\s*/i, '')
    .replace(/\s*\([^)]*\)\s*$/, '') || undefined;

const referencesOf = (fields: Fields, type: RegExp) =>
  objectsOf(fields, 'externalRefs').flatMap(item =>
    type.test(textOf(item, 'referenceType') ?? '')
      ? textOf(item, 'referenceLocator') ?? []
      : [],
  );

/** A package of SPDX 2 as a component. @throws RecordError */
export function spdxComponent(fields: Fields): NewComponentRecord {
  const name = needText(fields, 'name');
  const version = told(textOf(fields, 'versionInfo'));
  const [purl] = referencesOf(fields, /(?:^|\/)purl$/i);
  const named = packageOfPurl(purl);
  const licence =
    told(textOf(fields, 'licenseDeclared')) ??
    told(textOf(fields, 'licenseConcluded'));
  return {
    record: 'component',
    ref: textOf(fields, 'SPDXID') ?? needText(fields, 'SPDXID'),
    type: textOf(fields, 'primaryPackagePurpose')?.toLowerCase(),
    supplier:
      supplierOf(textOf(fields, 'supplier')) ??
      supplierOf(textOf(fields, 'originator')),
    package: {
      ...(named ?? { name, purl }),
      version: version ?? named?.version,
      licences: licence ? [licence] : [],
    },
    hashes: objectsOf(fields, 'checksums').flatMap(item => {
      const algorithm = textOf(item, 'algorithm');
      const value = textOf(item, 'checksumValue');
      return algorithm && value ? [{ algorithm, value }] : [];
    }),
  };
}

/**
 * Advisories that a package refers to. SPDX has no word for how bad one is, so
 * that is unknown.
 */
export function spdxAdvisories(
  fields: Fields,
  component: NewComponentRecord,
): NewFindingRecord[] {
  const links = referencesOf(fields, /(?:^|\/)advisory$/i);
  const byName = new Map<string, string[]>();
  for (const link of links) {
    for (const name of namesInTexts(link)) {
      byName.set(name, [...(byName.get(name) ?? []), link]);
    }
  }
  return [...byName].map(([name, references]) => ({
    record: 'finding' as const,
    kind: 'dependency' as const,
    tool: { name: 'SPDX' },
    ruleId: name,
    title: `${name} in ${component.package.name}`,
    severity: 'unknown' as const,
    severitySource: 'none' as const,
    vulnerabilityIds: vulnerabilityNames([name]),
    package: component.package,
    references,
  }));
}
