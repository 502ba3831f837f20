import {
  Fields,
  fieldsOf,
  listOf,
  isFields,
  needFields,
  needList,
  objectsOf,
  textOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';
import { addZapAlerts } from './zapApiAlerts';
import { ZapAlert, zapFinding, zapTool } from './zapAlert';

const alertOf = (fields: Fields): ZapAlert => ({
  pluginId: textOf(fields, 'pluginid', 'pluginId'),
  alertRef: textOf(fields, 'alertRef'),
  name: textOf(fields, 'name', 'alert'),
  riskCode: textOf(fields, 'riskcode'),
  confidence: textOf(fields, 'confidence'),
  description: textOf(fields, 'desc'),
  solution: textOf(fields, 'solution'),
  otherInfo: textOf(fields, 'otherinfo'),
  reference: textOf(fields, 'reference'),
  cweId: textOf(fields, 'cweid'),
  instances: objectsOf(fields, 'instances').map(instance => ({
    uri: textOf(instance, 'uri'),
    method: textOf(instance, 'method'),
    param: textOf(instance, 'param'),
    evidence: textOf(instance, 'evidence'),
  })),
});

const siteName = (site: unknown) =>
  isFields(site) ? textOf(site, '@name', '@host', 'name') : undefined;

/** The JSON report of OWASP ZAP: one site, or a list of them; alerts of its API. */
export const zapJsonFormat = scanFormat({
  format: 'zap-json',
  detect: paths =>
    (paths.has('/site') &&
      (paths.has('/site/*/@name') ||
        paths.has('/site/@name') ||
        paths.has('/site/*/alerts') ||
        /^(?:OWASP )?ZAP$/i.test(paths.get('/@programName') ?? ''))) ||
    (paths.has('/alerts/*/pluginId') && paths.has('/alerts/*/risk')),
  async read(body, tally) {
    const document = await jsonRecords(body, [
      '/site/*/alerts/*',
      '/site/alerts/*',
      '/alerts/*',
    ]);
    const rest = needFields(document.rest);
    const version = textOf(rest, '@version');
    if (rest.site === undefined && Array.isArray(rest.alerts)) {
      addZapAlerts(document.records(), tally);
      return { tool: zapTool };
    }
    if (!isFields(rest.site)) needList(rest, 'site');
    const sites = listOf(rest, 'site');
    for (const record of document.records()) {
      if (record.pattern === 2) continue;
      tally.attempt(record.path, () => {
        const site =
          record.pattern === 0
            ? sites[Number(record.keys[1])]
            : fieldsOf(rest, 'site');
        const alert = alertOf(needFields(record.read()));
        tally.finding(zapFinding(alert, siteName(site), version));
      });
    }
    return { tool: zapTool };
  },
});
