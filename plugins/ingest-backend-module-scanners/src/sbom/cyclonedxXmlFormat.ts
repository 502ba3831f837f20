import { scanFormat } from '../reading/scanFormat';
import { childOf, childrenOf, listedIn } from '../xml/xmlFields';
import { XmlNode, xmlRecords } from '../xml/xmlRecords';
import {
  CycloneDxDocument,
  createCycloneDxDocument,
} from './cyclonedxDocument';
import {
  xmlComponent,
  xmlDependency,
  xmlMetadata,
  xmlVulnerability,
} from './cyclonedxXmlParts';

/** Vulnerabilities inside components, as the extension before version 1.4 has them. */
function addInner(
  node: XmlNode,
  ref: string | undefined,
  document: CycloneDxDocument,
): void {
  const own = listedIn(node, 'vulnerabilities', 'vulnerability');
  for (const [index, item] of own.entries()) {
    document.vulnerability(
      () => xmlVulnerability(item, ref),
      `${node.path}/vulnerabilities/vulnerability[${index + 1}]`,
    );
  }
}

/** A component needs a ref to be named by; one without gets its path. */
function addComponent(node: XmlNode, document: CycloneDxDocument): void {
  const fields = xmlComponent(node);
  const hasOwn = childOf(node, 'vulnerabilities') !== undefined;
  const named = fields['bom-ref'] ?? (hasOwn ? node.path : undefined);
  document.component({ ...fields, 'bom-ref': named }, node.path);
  addInner(node, typeof named === 'string' ? named : undefined, document);
  for (const child of childrenOf(childOf(node, 'components'), 'component')) {
    const ref = child.attributes['bom-ref'] ?? childOf(child, 'purl')?.text;
    addInner(child, ref, document);
  }
}

/** CycloneDX as XML, versions 1.0 to 1.7, with the old vulnerability extension. */
export const cyclonedxXmlFormat = scanFormat({
  format: 'cyclonedx-xml',
  document: true,
  detect: (_, { xmlRoot, xmlRootTag = '' }) =>
    xmlRoot === 'bom' && /cyclonedx\.org\/schema\/bom/i.test(xmlRootTag),
  async read(body, tally) {
    const document = createCycloneDxDocument(tally);
    await xmlRecords(
      body,
      [
        '/bom/metadata',
        '/bom/components/component',
        '/bom/dependencies/dependency',
        '/bom/vulnerabilities/vulnerability',
      ],
      {
        record(node) {
          if (node.name === 'metadata') document.metadata(xmlMetadata(node));
          else if (node.name === 'component') addComponent(node, document);
          else if (node.name === 'dependency') {
            document.dependency(xmlDependency(node));
          } else {
            document.vulnerability(
              () => xmlVulnerability(node, node.attributes.ref),
              node.path,
            );
          }
        },
      },
    );
    return document.end();
  },
});
