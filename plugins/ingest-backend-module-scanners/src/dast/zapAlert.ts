import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { linksInText, weaknesses } from '../dependencies/vulnerabilityNames';
import { RecordError } from '../reading/fields';
import { severityWord } from '../reading/severityWords';
import { templatedPath } from './templatedPath';

/** Name the records carry for the tool. */
export const zapTool = 'OWASP ZAP';

/** One place where an alert was raised. */
export interface ZapInstance {
  uri?: string;
  method?: string;
  param?: string;
  evidence?: string;
}

/** An alert of a site, however the report is written. */
export interface ZapAlert {
  pluginId?: string;
  alertRef?: string;
  /** `alert` and `name` are the same in most versions. */
  name?: string;
  riskCode?: string;
  confidence?: string;
  description?: string;
  solution?: string;
  otherInfo?: string;
  reference?: string;
  cweId?: string;
  instances: readonly ZapInstance[];
}

const risks: Readonly<Record<string, string>> = {
  3: 'High',
  2: 'Medium',
  1: 'Low',
  0: 'Informational',
};

const confidences: Readonly<Record<string, string>> = {
  4: 'confirmed',
  3: 'high',
  2: 'medium',
  1: 'low',
  0: 'false positive',
};

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};

/** Texts of ZAP are HTML: as plain text, a paragraph a line. */
export function plainText(html: string | undefined): string | undefined {
  const plain = html
    ?.slice(0, 40_000)
    .replace(/<\/(?:p|li|div|tr|h\d)>|<br\s*\/?>/gi, '\n')
    .replace(/<[a-z/!][^<>]{0,500}>/gi, '')
    .replace(/&(?:lt|gt|quot|apos|#39|nbsp|amp);/g, found => entities[found])
    .split('\n')
    // By lines: one expression over long runs of blanks would take for ever.
    .map(line => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return plain || undefined;
}

const locationOf = (instance: ZapInstance) => ({
  path: templatedPath(instance.uri),
  method: instance.method || undefined,
  url: instance.uri || undefined,
  parameter: instance.param || undefined,
  message: instance.evidence || undefined,
});

/**
 * One finding for an alert of a site: the places where it was raised are its
 * locations. A confidence of 0 is ZAP's word for a false positive.
 * @throws RecordError
 */
export function zapFinding(
  alert: ZapAlert,
  site: string | undefined,
  version?: string,
): NewFindingRecord {
  const ruleId = alert.alertRef || alert.pluginId || alert.name;
  if (!ruleId) {
    throw new RecordError('An alert needs a pluginid or a name.', '/pluginid');
  }
  const risk = alert.riskCode?.trim() ?? '';
  const nativeSeverity = Object.hasOwn(risks, risk) ? risks[risk] : undefined;
  const trust = alert.confidence?.trim() ?? '';
  const confidence = Object.hasOwn(confidences, trust)
    ? confidences[trust]
    : undefined;
  const severity = severityWord(nativeSeverity);
  const other = plainText(alert.otherInfo);
  return {
    record: 'finding',
    kind: 'dast',
    tool: { name: zapTool, version },
    ruleId,
    ruleName: alert.name,
    title: alert.name ?? `Alert ${ruleId}`,
    description:
      [plainText(alert.description), other].filter(Boolean).join('\n\n') ||
      undefined,
    remediation: plainText(alert.solution),
    severity,
    severitySource: nativeSeverity ? 'native' : 'none',
    nativeSeverity: nativeSeverity ?? (risk || undefined),
    confidence,
    cwes: weaknesses([alert.cweId]),
    target: site,
    locations: alert.instances.map(locationOf),
    references: linksInText(plainText(alert.reference)),
    fingerprints: alert.pluginId ? { pluginId: alert.pluginId } : {},
    occurrences: Math.max(1, alert.instances.length),
    suppressed:
      trust === '0'
        ? { by: 'tool', reason: 'False positive (confidence 0)' }
        : undefined,
  };
}
