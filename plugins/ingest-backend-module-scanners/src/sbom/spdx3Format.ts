import { NewComponentRecord } from '@quarterdeck/plugin-ingest-common';
import { packageOfPurl } from '../dependencies/packageNames';
import {
  Fields,
  needFields,
  needList,
  needText,
  objectsOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';
import { createSpdxGraph } from './spdxGraph';
import { spdxTool } from './spdxJsonFormat';

/** Types and properties with and without the prefix of their profile. */
const typeOf = (element: Fields) =>
  (textOf(element, 'type', '@type') ?? '').replace(/^.*[_/]/, '');

const idOf = (element: Fields) => textOf(element, 'spdxId', '@id');

const purlOf = (element: Fields) =>
  textOf(element, 'software_packageUrl', 'packageUrl') ??
  objectsOf(element, 'externalIdentifier')
    .filter(item =>
      /packageUrl/i.test(textOf(item, 'externalIdentifierType') ?? ''),
    )
    .map(item => textOf(item, 'identifier'))
    .find(purl => purl !== undefined);

/** Words of SPDX 3 for the relationships that SPDX 2 writes otherwise. */
const relationships: Readonly<Record<string, string>> = {
  dependsOn: 'DEPENDS_ON',
  contains: 'CONTAINS',
  hasStaticLink: 'STATIC_LINK',
  hasDynamicLink: 'DYNAMIC_LINK',
  hasPrerequisite: 'HAS_PREREQUISITE',
};

function componentOf(element: Fields): NewComponentRecord {
  const name = needText(element, 'name');
  const purl = purlOf(element);
  const named = packageOfPurl(purl);
  return {
    record: 'component',
    ref: idOf(element) ?? needText(element, 'spdxId'),
    type: textOf(element, 'software_primaryPurpose', 'primaryPurpose'),
    package: {
      ...(named ?? { name, purl }),
      version:
        textOf(element, 'software_packageVersion', 'packageVersion') ??
        named?.version,
    },
    hashes: objectsOf(element, 'verifiedUsing').flatMap(item => {
      const algorithm = textOf(item, 'algorithm');
      const value = textOf(item, 'hashValue');
      return algorithm && value ? [{ algorithm, value }] : [];
    }),
  };
}

/** SPDX 3 as JSON-LD: packages, their licences and what they depend on. */
export const spdx3Format = scanFormat({
  format: 'spdx-3',
  document: true,
  detect: paths =>
    paths.get('/@graph') === '[' &&
    (/spdx\.org/i.test(paths.get('/@context') ?? '') ||
      /spdx\.org/i.test(paths.get('/@context/*') ?? '') ||
      paths.has('/spdxVersion') ||
      paths.has('/@graph/*/spdxId')),
  async read(body, tally) {
    const document = await jsonRecords(body, ['/@graph/*']);
    needList(needFields(document.rest), '@graph');
    const graph = createSpdxGraph(tally);
    const packages: NewComponentRecord[] = [];
    const expressions = new Map<string, string>();
    const licences = new Map<string, string[]>();
    const tools: string[] = [];
    for (const record of document.records()) {
      tally.attempt(record.path, () => {
        const element = needFields(record.read());
        const type = typeOf(element);
        const id = idOf(element) ?? '';
        // Models and data sets are packages of profiles of their own.
        if (/^(?:AI|Dataset)?Package$/.test(type)) {
          packages.push(componentOf(element));
        } else if (type === 'LicenseExpression') {
          const written = textOf(
            element,
            'simplelicensing_licenseExpression',
            'licenseExpression',
          );
          if (written) expressions.set(id, written);
        } else if (type === 'Tool') {
          tools.push(...textsOf(element, 'name'));
        } else if (/^(?:SpdxDocument|Sbom|Bom)$/.test(type)) {
          textsOf(element, 'rootElement').forEach(ref => graph.describe(ref));
        } else if (/Relationship$/.test(type)) {
          const from = needText(element, 'from');
          const kind = textOf(element, 'relationshipType') ?? '';
          for (const to of textsOf(element, 'to')) {
            if (/^has(?:Declared|Concluded)License$/.test(kind)) {
              const known = licences.get(from) ?? [];
              licences.set(
                from,
                kind === 'hasDeclaredLicense' ? [to, ...known] : [...known, to],
              );
            } else if (Object.hasOwn(relationships, kind)) {
              graph.relate(from, relationships[kind], to);
            }
          }
        }
      });
    }
    for (const component of packages) {
      const [licence] = (licences.get(component.ref) ?? []).map(
        ref => expressions.get(ref) ?? ref.replace(/^.*\/licenses\//, ''),
      );
      graph.package({
        ...component,
        package: {
          ...component.package,
          licences: licence && !/NoAssertion/i.test(licence) ? [licence] : [],
        },
      });
    }
    graph.end();
    return { tool: spdxTool(tools.map(tool => `Tool: ${tool}`)) ?? 'SPDX' };
  },
});
