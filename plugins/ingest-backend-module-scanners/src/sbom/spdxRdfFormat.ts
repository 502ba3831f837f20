import { Fields } from '../reading/fields';
import { scanFormat } from '../reading/scanFormat';
import { childOf, childrenOf, childText } from '../xml/xmlFields';
import { XmlNode, xmlRecords } from '../xml/xmlRecords';
import { createSpdxGraph } from './spdxGraph';
import { spdxAdvisories, spdxComponent } from './spdxPackage';

/** What stands behind the last `#` or `/` of an address: `SPDXRef-a`, `MIT`. */
const lastOf = (address: string | undefined) =>
  address === undefined ? undefined : /[^#/]*$/.exec(address)?.[0];

const attribute = (node: XmlNode | undefined, name: string) =>
  Object.entries(node?.attributes ?? {}).find(
    ([key]) => key.slice(key.indexOf(':') + 1) === name,
  )?.[1];

const idOf = (node: XmlNode) =>
  lastOf(attribute(node, 'about') ?? attribute(node, 'ID')) || undefined;

/** `relationshipType_dependsOn` as `DEPENDS_ON`. */
const typeOf = (node: XmlNode | undefined) =>
  (lastOf(attribute(node, 'resource')) ?? node?.text ?? '')
    .replace(/^relationshipType_/, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase();

/** A licence, or several that hold together or of which one is chosen. */
function licenceOf(node: XmlNode | undefined, depth = 0): string | undefined {
  if (!node || depth > 8) return undefined;
  const told = lastOf(attribute(node, 'resource'));
  if (told) return told;
  const [inner] = node.children;
  if (!inner) return node.text || undefined;
  const word = { ConjunctiveLicenseSet: 'AND', DisjunctiveLicenseSet: 'OR' }[
    inner.name
  ];
  if (word) {
    const members = childrenOf(inner, 'member')
      .map(member => licenceOf(member, depth + 1))
      .filter(member => member !== undefined);
    const joined = members.join(` ${word} `);
    return depth > 0 && members.length > 1 ? `(${joined})` : joined;
  }
  return (
    childText(inner, 'licenseId') ??
    lastOf(attribute(inner, 'about')) ??
    undefined
  );
}

const nothing = /^(?:noassertion|none)$/i;

const licence = (node: XmlNode, name: string) => {
  const told = licenceOf(childOf(node, name));
  return told === undefined || nothing.test(told) ? undefined : told;
};

/** A package of RDF in the words of SPDX as JSON. */
const packageOf = (node: XmlNode): Fields => ({
  SPDXID: idOf(node),
  name: childText(node, 'name'),
  versionInfo: childText(node, 'versionInfo'),
  supplier: childText(node, 'supplier'),
  originator: childText(node, 'originator'),
  primaryPackagePurpose: lastOf(
    attribute(childOf(node, 'primaryPackagePurpose'), 'resource'),
  )?.replace(/^purpose_/, ''),
  licenseDeclared: licence(node, 'licenseDeclared'),
  licenseConcluded: licence(node, 'licenseConcluded'),
  externalRefs: childrenOf(node, 'externalRef')
    .flatMap(item => childrenOf(item, 'ExternalRef'))
    .map(item => ({
      referenceType: lastOf(
        attribute(childOf(item, 'referenceType'), 'resource'),
      ),
      referenceLocator: childText(item, 'referenceLocator'),
    })),
  checksums: childrenOf(node, 'checksum')
    .flatMap(item => childrenOf(item, 'Checksum'))
    .map(item => ({
      algorithm: lastOf(attribute(childOf(item, 'algorithm'), 'resource'))
        ?.replace(/^checksumAlgorithm_/, '')
        .toUpperCase(),
      checksumValue: childText(item, 'checksumValue'),
    })),
});

const isNode = (node: XmlNode) =>
  node.name === 'Package' || node.name === 'SpdxDocument';

/** SPDX 2.x as RDF/XML: packages wherever they stand, their licences and relations. */
export const spdxRdfFormat = scanFormat({
  format: 'spdx-rdf',
  document: true,
  detect: (_, { xmlRoot, xmlRootTag = '' }) =>
    xmlRoot === 'RDF' && /spdx\.org\/rdf/i.test(xmlRootTag),
  async read(body, tally) {
    const graph = createSpdxGraph(tally);
    const seen = new Set<string>();
    const addPackage = (node: XmlNode) =>
      tally.attempt(node.path, () => {
        const fields = packageOf(node);
        const component = spdxComponent(fields);
        if (seen.has(component.ref)) return;
        seen.add(component.ref);
        graph.package(component);
        spdxAdvisories(fields, component).forEach(tally.finding);
      });
    const relate = (from: string | undefined, node: XmlNode) => {
      const to = childOf(node, 'relatedSpdxElement');
      const [inner] = to?.children ?? [];
      const target =
        lastOf(attribute(to, 'resource')) ?? (inner && idOf(inner));
      if (from && target) {
        graph.relate(from, typeOf(childOf(node, 'relationshipType')), target);
      }
    };
    // Elements stand inside of those that mention them first.
    const walk = (node: XmlNode, owner: string | undefined, depth = 0) => {
      if (depth > 60) return;
      if (node.name === 'Package') addPackage(node);
      const own = isNode(node) ? idOf(node) : owner;
      if (node.name === 'Relationship') relate(own, node);
      if (node.name === 'describesPackage') {
        const [inner] = node.children;
        const ref =
          lastOf(attribute(node, 'resource')) ?? (inner && idOf(inner));
        if (ref) graph.describe(ref);
      }
      node.children.forEach(child => walk(child, own, depth + 1));
    };
    await xmlRecords(body, ['/RDF/SpdxDocument', '/RDF/Package'], {
      record: node => walk(node, undefined),
    });
    graph.end();
    return { tool: 'SPDX' };
  },
});
