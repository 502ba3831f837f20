import { Fields, needFields, textOf } from '../reading/fields';
import { JsonRecord } from '../reading/recordBatch';
import { ScanTally } from '../reading/scanTally';
import { ZapAlert, zapFinding, ZapInstance } from './zapAlert';

const riskCodes: Readonly<Record<string, number>> = {
  high: 3,
  medium: 2,
  low: 1,
  informational: 0,
};

const confidenceCodes: Readonly<Record<string, string>> = {
  'user confirmed': '4',
  confirmed: '4',
  high: '3',
  medium: '2',
  low: '1',
  'false positive': '0',
};

interface Group {
  alert: ZapAlert;
  instances: ZapInstance[];
  path: string;
  site?: string;
}

const codeOf = <T>(words: Readonly<Record<string, T>>, word?: string) => {
  const key = word?.trim().toLowerCase() ?? '';
  return Object.hasOwn(words, key) ? words[key] : undefined;
};

const siteOf = (url: string | undefined) =>
  /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i.exec(url ?? '')?.[0];

const alertOf = (fields: Fields): ZapAlert => ({
  pluginId: textOf(fields, 'pluginId', 'pluginid'),
  alertRef: textOf(fields, 'alertRef'),
  name: textOf(fields, 'alert', 'name'),
  riskCode:
    codeOf(riskCodes, textOf(fields, 'risk'))?.toString() ??
    textOf(fields, 'risk'),
  confidence: codeOf(confidenceCodes, textOf(fields, 'confidence')),
  description: textOf(fields, 'description'),
  solution: textOf(fields, 'solution'),
  otherInfo: textOf(fields, 'other'),
  reference: textOf(fields, 'reference'),
  cweId: textOf(fields, 'cweid'),
  instances: [],
});

const isWorse = (one: ZapAlert, than: ZapAlert) =>
  Number(one.riskCode ?? -1) > Number(than.riskCode ?? -1);

/**
 * Alerts of ZAP's API (`/JSON/alert/view/alerts`), which tells of each place
 * alone: an alert of a site is one finding here as in its report, with the places
 * as locations. False positives are kept apart, so that they hide nothing.
 */
export function addZapAlerts(
  records: Iterable<JsonRecord>,
  tally: ScanTally,
): void {
  const groups = new Map<string, Group>();
  for (const record of records) {
    tally.attempt(record, () => {
      const fields = needFields(record.read());
      const alert = alertOf(fields);
      const url = textOf(fields, 'url');
      const site = siteOf(url);
      const key = JSON.stringify([
        site,
        alert.alertRef ?? alert.pluginId ?? alert.name,
        alert.confidence === '0',
      ]);
      const instance = {
        uri: url,
        method: textOf(fields, 'method'),
        param: textOf(fields, 'param'),
        evidence: textOf(fields, 'evidence'),
      };
      const known = groups.get(key);
      if (!known) {
        // Whether it can be told at all is seen at its own place.
        zapFinding(alert, site);
        groups.set(key, {
          alert,
          instances: [instance],
          path: record.path,
          site,
        });
        return;
      }
      known.instances.push(instance);
      if (isWorse(alert, known.alert)) known.alert = alert;
    });
  }
  for (const { alert, instances, path, site } of groups.values()) {
    tally.attempt(path, () =>
      tally.finding(zapFinding({ ...alert, instances }, site)),
    );
  }
}
