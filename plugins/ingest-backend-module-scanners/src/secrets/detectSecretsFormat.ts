import {
  flagOf,
  lineOf,
  needFields,
  needText,
  textOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { isGenericRule } from './redacted';

/** detect-secrets, its baseline: lists of secrets by file. */
export const detectSecretsFormat = scanFormat({
  format: 'detect-secrets',
  detect: paths => paths.has('/plugins_used') && paths.has('/results'),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, ['/results/*/*']);
    const report = needFields(rest);
    needFields(report.results, '/results');
    const tool = { name: 'detect-secrets', version: textOf(report, 'version') };
    for (const record of records()) {
      tally.attempt(record, () => {
        const item = needFields(record.read());
        const ruleId = needText(item, 'type');
        const hash = textOf(item, 'hashed_secret');
        const verified = flagOf(item, 'is_verified') ?? false;
        const audited = flagOf(item, 'is_secret');
        const usual = isGenericRule(ruleId) ? 'medium' : 'high';
        const line = lineOf(item, 'line_number');
        tally.finding({
          record: 'finding',
          kind: 'secret',
          tool,
          ruleId,
          title: ruleId,
          severity: verified ? 'critical' : usual,
          severitySource: 'rule',
          nativeSeverity: verified ? 'verified' : undefined,
          locations: [
            {
              path: relativePath(record.keys[1] ?? textOf(item, 'filename')),
              startLine: line,
              endLine: line,
            },
          ],
          suppressed:
            audited === false
              ? { by: 'tool', reason: 'Audited: it is no secret.' }
              : undefined,
          secret: {
            // A plain SHA-1 can be guessed back: it is a secret of its own.
            ...(hash ? { value: `sha1:${hash}` } : {}),
            verified,
          },
        });
      });
    }
    return { tool: 'detect-secrets' };
  },
});
