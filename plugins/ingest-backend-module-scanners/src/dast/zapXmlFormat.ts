import { scanFormat } from '../reading/scanFormat';
import { childText, listedIn } from '../xml/xmlFields';
import { XmlNode, xmlRecords } from '../xml/xmlRecords';
import { ZapAlert, ZapInstance, zapFinding, zapTool } from './zapAlert';

const instanceOf = (node: XmlNode): ZapInstance => ({
  uri: childText(node, 'uri'),
  method: childText(node, 'method'),
  param: childText(node, 'param'),
  evidence: childText(node, 'evidence'),
});

/** Before 2.5 each place was an alert of its own, with its address in it. */
function instancesOf(node: XmlNode): ZapInstance[] {
  const listed = listedIn(node, 'instances', 'instance').map(instanceOf);
  return listed.length > 0 || !childText(node, 'uri')
    ? listed
    : [instanceOf(node)];
}

const alertOf = (node: XmlNode): ZapAlert => ({
  pluginId: childText(node, 'pluginid'),
  alertRef: childText(node, 'alertRef'),
  name: childText(node, 'name', 'alert'),
  riskCode: childText(node, 'riskcode'),
  confidence: childText(node, 'confidence'),
  description: childText(node, 'desc'),
  solution: childText(node, 'solution'),
  otherInfo: childText(node, 'otherinfo'),
  reference: childText(node, 'reference'),
  cweId: childText(node, 'cweid'),
  instances: instancesOf(node),
});

/** The XML report of OWASP ZAP. */
export const zapXmlFormat = scanFormat({
  format: 'zap',
  detect: (_, { xmlRoot }) => xmlRoot === 'OWASPZAPReport',
  async read(body, tally) {
    let site: string | undefined;
    let version: string | undefined;
    await xmlRecords(body, ['/OWASPZAPReport/site/alerts/alertitem'], {
      open({ name, place, attributes }) {
        if (place === '/OWASPZAPReport') version = attributes.version;
        if (name === 'site') site = attributes.name ?? attributes.host;
      },
      record: node =>
        tally.attempt(node.path, () =>
          tally.finding(zapFinding(alertOf(node), site, version)),
        ),
    });
    return { tool: zapTool };
  },
});
