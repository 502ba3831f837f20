import { NewFindingRecord, Severity } from '@quarterdeck/plugin-ingest-common';
import {
  Fields,
  fieldsOf,
  flagOf,
  lineOf,
  needText,
  textOf,
  timeOf,
} from '../reading/fields';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { isGenericRule, isRedacted } from '../secrets/redacted';
import { hasKeys, readAlerts, said } from './githubAlerts';

function severityFrom(validity: string | undefined, type: string): Severity {
  if (validity === 'active') return 'critical';
  return isGenericRule(type) ? 'medium' : 'high';
}

/** Revoked is gone; what its readers decided otherwise stays, suppressed. */
function stateOf(
  alert: Fields,
): Pick<NewFindingRecord, 'state' | 'suppressed'> {
  const resolution = said(alert, 'resolution');
  if (said(alert, 'state') !== 'resolved' && resolution === undefined)
    return {};
  if (resolution === 'revoked' || resolution === 'pattern_deleted') {
    return { state: 'fixed' };
  }
  return {
    suppressed: {
      by: 'tool',
      reason: [resolution, said(alert, 'resolution_comment')]
        .filter(Boolean)
        .join(': '),
    },
  };
}

function findingOf(alert: Fields): NewFindingRecord {
  const ruleId = needText(alert, 'secret_type');
  const value = textOf(alert, 'secret');
  const validity = said(alert, 'validity');
  const bypassed = flagOf(alert, 'push_protection_bypassed');
  const place =
    fieldsOf(alert, 'first_location_detected') ?? fieldsOf(alert, 'location');
  const name = said(alert, 'secret_type_display_name') ?? ruleId;
  return {
    record: 'finding',
    kind: 'secret',
    tool: { name: 'GitHub secret scanning' },
    ruleId,
    ruleName: name,
    title: name,
    severity: severityFrom(validity, ruleId),
    severitySource: 'rule',
    nativeSeverity: validity,
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
    tags: bypassed ? ['push-protection-bypassed'] : [],
    ...stateOf(alert),
    secret: {
      ...(value !== undefined && !isRedacted(value) ? { value } : {}),
      ...(validity === undefined ? {} : { verified: validity === 'active' }),
      ...(bypassed === undefined ? {} : { bypassed }),
      commit: textOf(place, 'commit_sha'),
    },
    foundAt: timeOf(alert, 'created_at'),
    url: textOf(alert, 'html_url'),
  };
}

/** Alerts of GitHub secret scanning. */
export const githubSecretScanningFormat = scanFormat({
  format: 'github-secret-scanning',
  detect: paths => hasKeys(paths, 'secret_type'),
  async read(body, tally) {
    await readAlerts(body, tally, findingOf);
    return { tool: 'GitHub secret scanning' };
  },
});
