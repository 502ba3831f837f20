import { ReportError } from '@quarterdeck/plugin-ingest-node';
import { lineOf, needFields, needText, textOf } from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';

const own = {
  error: 'high',
  warning: 'medium',
  info: 'low',
  style: 'info',
} as const;

/** Hadolint, `--format json`: one list of complaints about Dockerfiles. */
export const hadolintFormat = scanFormat({
  format: 'hadolint',
  detect: paths =>
    /^(?:DL|SC)\d{4}$/.test(paths.get('/*/code') ?? '') &&
    paths.has('/*/level'),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, ['/*']);
    if (!Array.isArray(rest)) {
      throw new ReportError('Hadolint writes a list and this is none.');
    }
    for (const record of records()) {
      tally.attempt(record, () => {
        const item = needFields(record.read());
        const ruleId = needText(item, 'code');
        const level = textOf(item, 'level');
        tally.finding({
          record: 'finding',
          kind: 'iac',
          tool: { name: 'Hadolint' },
          ruleId,
          title: textOf(item, 'message') ?? ruleId,
          severity: severityWord(level, own),
          severitySource: 'native',
          nativeSeverity: level,
          locations: [
            {
              path: relativePath(textOf(item, 'file')),
              startLine: lineOf(item, 'line'),
              startColumn: lineOf(item, 'column'),
            },
          ],
          references: /^DL\d{4}$/.test(ruleId)
            ? [`https://github.com/hadolint/hadolint/wiki/${ruleId}`]
            : [],
        });
      });
    }
    return { tool: 'Hadolint' };
  },
});
