import { Fields } from '../reading/fields';
import { scanFormat } from '../reading/scanFormat';
import { childOf, childText, childrenOf, listedIn } from '../xml/xmlFields';
import { XmlNode, xmlRecords } from '../xml/xmlRecords';
import {
  addDependencyCheckFindings,
  dependencyCheckTool,
} from './dependencyCheckFindings';

/** The texts of an element's children by their names. */
const textsByName = (node: XmlNode | undefined): Fields | undefined =>
  node &&
  Object.fromEntries(node.children.map(({ name, text }) => [name, text]));

/** The parts of a CVSS 2 score stood beside the severity until schema 1.8. */
function oldVector(node: XmlNode): Fields | undefined {
  const score = childText(node, 'cvssScore');
  if (score === undefined) return undefined;
  return {
    score,
    accessVector: childText(node, 'cvssAccessVector'),
    accessComplexity: childText(node, 'cvssAccessComplexity'),
    authenticationr: childText(node, 'cvssAuthenticationr'),
    confidentialImpact: childText(node, 'cvssConfidentialImpact'),
    integrityImpact: childText(node, 'cvssIntegrityImpact'),
    availabilityImpact: childText(node, 'cvssAvailabilityImpact'),
  };
}

const vulnerabilityOf = (node: XmlNode): Fields => ({
  source: node.attributes.source,
  name: childText(node, 'name'),
  severity: childText(node, 'severity'),
  cvssv2: textsByName(childOf(node, 'cvssV2')) ?? oldVector(node),
  cvssv3: textsByName(childOf(node, 'cvssV3')),
  cvssv4: textsByName(childOf(node, 'cvssV4')),
  cwes: [...childrenOf(node, 'cwe'), ...listedIn(node, 'cwes', 'cwe')].map(
    ({ text }) => text,
  ),
  description: childText(node, 'description'),
  notes: childText(node, 'notes'),
  references: listedIn(node, 'references', 'reference').map(textsByName),
  knownExploitedVulnerability: textsByName(
    childOf(node, 'knownExploitedVulnerability'),
  ),
});

/** A dependency in the words of the JSON report. */
const dependencyOf = (node: XmlNode): Fields => ({
  fileName: childText(node, 'fileName'),
  filePath: childText(node, 'filePath'),
  license: childText(node, 'license'),
  packages: listedIn(node, 'identifiers', 'package').map(item => ({
    id: childText(item, 'id'),
    confidence: item.attributes.confidence,
  })),
  identifiers: listedIn(node, 'identifiers', 'identifier').map(item => ({
    type: item.attributes.type,
    name: childText(item, 'name'),
  })),
  vulnerabilities: listedIn(node, 'vulnerabilities', 'vulnerability').map(
    vulnerabilityOf,
  ),
  suppressedVulnerabilities: listedIn(
    node,
    'vulnerabilities',
    'suppressedVulnerability',
  ).map(vulnerabilityOf),
});

/** The XML report of OWASP Dependency-Check, schemas 1.3 to 4. */
export const dependencyCheckXmlFormat = scanFormat({
  format: 'dependency-check',
  detect: (_, { xmlRoot, xmlRootTag = '' }) =>
    xmlRoot === 'analysis' && /dependency-?check/i.test(xmlRootTag),
  async read(body, tally) {
    let scope: string | undefined;
    await xmlRecords(body, ['/analysis/dependencies/dependency'], {
      record: node =>
        tally.attempt(node.path, () =>
          addDependencyCheckFindings(dependencyOf(node), node.path, tally),
        ),
      text: (place, text) => {
        if (place === '/analysis/projectInfo/name') scope = text;
      },
    });
    return { tool: dependencyCheckTool, scope };
  },
});
