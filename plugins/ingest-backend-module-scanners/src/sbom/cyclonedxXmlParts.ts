import { Fields } from '../reading/fields';
import { childOf, childText, childrenOf, listedIn } from '../xml/xmlFields';
import { XmlNode } from '../xml/xmlRecords';

const named = (node: XmlNode | undefined): Fields | undefined =>
  node && { name: childText(node, 'name'), url: childText(node, 'url') };

const licencesOf = (node: XmlNode) =>
  (childOf(node, 'licenses')?.children ?? []).map(choice =>
    choice.name === 'expression'
      ? { expression: choice.text }
      : {
          license: {
            id: childText(choice, 'id'),
            name: childText(choice, 'name'),
          },
        },
  );

/** A component of the XML form in the words of the JSON form. */
export function xmlComponent(node: XmlNode): Fields {
  return {
    'bom-ref': node.attributes['bom-ref'],
    type: node.attributes.type,
    group: childText(node, 'group'),
    name: childText(node, 'name'),
    version: childText(node, 'version'),
    purl: childText(node, 'purl'),
    publisher: childText(node, 'publisher'),
    supplier: named(childOf(node, 'supplier')),
    licenses: licencesOf(node),
    hashes: listedIn(node, 'hashes', 'hash').map(hash => ({
      alg: hash.attributes.alg,
      content: hash.text,
    })),
    externalReferences: listedIn(node, 'externalReferences', 'reference').map(
      reference => ({
        type: reference.attributes.type,
        url: childText(reference, 'url'),
      }),
    ),
    components: listedIn(node, 'components', 'component').map(xmlComponent),
  };
}

/** What the document says of itself. */
export function xmlMetadata(node: XmlNode): Fields {
  const component = childOf(node, 'component');
  const tools = childOf(node, 'tools');
  return {
    timestamp: childText(node, 'timestamp'),
    tools: [
      ...childrenOf(tools, 'tool'),
      ...listedIn(tools, 'components', 'component'),
    ].map(tool => ({
      name: childText(tool, 'name'),
      version: childText(tool, 'version'),
    })),
    authors: listedIn(node, 'authors', 'author').map(named),
    manufacturer: named(childOf(node, 'manufacturer')),
    manufacture: named(childOf(node, 'manufacture')),
    supplier: named(childOf(node, 'supplier')),
    component: component && xmlComponent(component),
  };
}

/** `<dependency ref="a"><dependency ref="b"/></dependency>` */
export const xmlDependency = (node: XmlNode): Fields => ({
  ref: node.attributes.ref,
  dependsOn: childrenOf(node, 'dependency').flatMap(
    child => child.attributes.ref ?? [],
  ),
});

/** The score stands in parts in the extension that came before version 1.4. */
const ratingOf = (node: XmlNode): Fields => ({
  source: named(childOf(node, 'source')),
  score: childText(childOf(node, 'score'), 'base') ?? childText(node, 'score'),
  severity: childText(node, 'severity'),
  method: childText(node, 'method'),
  vector: childText(node, 'vector'),
});

function analysisOf(node: XmlNode | undefined): Fields | undefined {
  return (
    node && {
      state: childText(node, 'state'),
      justification: childText(node, 'justification'),
      detail: childText(node, 'detail'),
      response: listedIn(node, 'responses', 'response').map(({ text }) => text),
      firstIssued: childText(node, 'firstIssued'),
      lastUpdated: childText(node, 'lastUpdated'),
    }
  );
}

/**
 * A vulnerability of the XML form in the words of the JSON form. `owner` is the
 * component it stands in, as the extension before version 1.4 has it.
 */
export function xmlVulnerability(node: XmlNode, owner?: string): Fields {
  const recommendations = listedIn(node, 'recommendations', 'recommendation');
  const targets = listedIn(node, 'affects', 'target').map(target => ({
    ref: childText(target, 'ref'),
  }));
  return {
    id: childText(node, 'id'),
    source: named(childOf(node, 'source')),
    references: listedIn(node, 'references', 'reference').map(item => ({
      id: childText(item, 'id'),
    })),
    ratings: listedIn(node, 'ratings', 'rating').map(ratingOf),
    cwes: listedIn(node, 'cwes', 'cwe').map(({ text }) => text),
    description: childText(node, 'description'),
    detail: childText(node, 'detail'),
    recommendation:
      childText(node, 'recommendation') ??
      (recommendations.map(({ text }) => text).join('\n') || undefined),
    advisories: listedIn(node, 'advisories', 'advisory').map(item => ({
      url: childText(item, 'url') ?? item.text,
    })),
    updated: childText(node, 'updated'),
    analysis: analysisOf(childOf(node, 'analysis')),
    affects: targets.length > 0 || !owner ? targets : [{ ref: owner }],
  };
}
