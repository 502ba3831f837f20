import { cwesIn } from '../reading/cwesIn';
import {
  Fields,
  fieldsOf,
  lineOf,
  needFields,
  needText,
  textOf,
  textsOf,
  timeOf,
} from '../reading/fields';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';
import { sarifKind } from '../sarif/sarifKind';
import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { vulnerabilityIdsIn } from '../reading/vulnerabilityIdsIn';
import { alertState, hasKeys, readAlerts, said } from './githubAlerts';

const ofRule = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'info',
} as const;

function findingOf(alert: Fields): NewFindingRecord {
  const rule = needFields(alert.rule, '/rule');
  const ruleId = textOf(rule, 'id') ?? needText(rule, 'name', '/rule');
  const toolPart = fieldsOf(alert, 'tool');
  const tool = textOf(toolPart, 'name') ?? 'GitHub code scanning';
  const instance = fieldsOf(alert, 'most_recent_instance');
  const place = fieldsOf(instance, 'location');
  const security = said(rule, 'security_severity_level');
  const level = said(rule, 'severity');
  const tags = textsOf(rule, 'tags');
  const cwes = cwesIn(...tags);
  const vulnerabilityIds = vulnerabilityIdsIn(ruleId);
  return {
    record: 'finding',
    kind: sarifKind({
      tool,
      ruleId,
      ofImage: false,
      rule: {
        id: ruleId,
        formerIds: [],
        name: textOf(rule, 'name'),
        tags,
        cwes,
        vulnerabilityIds,
        securitySeverity: security,
        purls: [],
      },
    }),
    tool: { name: tool, version: said(toolPart, 'version') },
    scope: said(instance, 'category'),
    ruleId,
    ruleName: textOf(rule, 'name'),
    title: textOf(rule, 'description', 'name') ?? ruleId,
    description:
      textOf(fieldsOf(instance, 'message'), 'text') ??
      textOf(rule, 'full_description'),
    remediation: textOf(rule, 'help'),
    severity: security ? severityWord(security) : severityWord(level, ofRule),
    severitySource: 'native',
    nativeSeverity: security ?? level,
    cwes,
    vulnerabilityIds,
    locations: place
      ? [
          {
            path: relativePath(textOf(place, 'path')),
            startLine: lineOf(place, 'start_line'),
            endLine: lineOf(place, 'end_line'),
            startColumn: lineOf(place, 'start_column'),
            endColumn: lineOf(place, 'end_column'),
          },
        ]
      : [],
    references: [said(rule, 'help_uri')].filter(link => link !== undefined),
    tags,
    ...alertState(alert),
    foundAt: timeOf(alert, 'created_at'),
    url: textOf(alert, 'html_url'),
  };
}

/** Alerts of GitHub code scanning. */
export const githubCodeScanningFormat = scanFormat({
  format: 'github-code-scanning',
  detect: paths =>
    hasKeys(paths, 'rule', 'tool') ||
    hasKeys(paths, 'rule', 'most_recent_instance'),
  async read(body, tally) {
    await readAlerts(body, tally, findingOf);
    return {};
  },
});
