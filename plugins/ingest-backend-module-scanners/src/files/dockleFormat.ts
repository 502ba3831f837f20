import { Severity } from '@quarterdeck/plugin-ingest-common';
import {
  needFields,
  needText,
  textOf,
  textsOf,
  fieldsOf,
} from '../reading/fields';
import { imageName } from '../reading/imageName';
import { jsonRecords } from '../reading/jsonRecords';
import { scanFormat } from '../reading/scanFormat';

const levels: Readonly<Record<string, Severity>> = {
  FATAL: 'high',
  WARN: 'medium',
  INFO: 'low',
};

/** Dockle, `--format json`: complaints about one image. */
export const dockleFormat = scanFormat({
  format: 'dockle',
  detect: paths =>
    paths.has('/summary/fatal') &&
    (paths.has('/details') || paths.has('/summary/pass')),
  async read(body, tally) {
    const { rest, records } = await jsonRecords(body, ['/details/*']);
    const report = needFields(rest);
    needFields(report.summary, '/summary');
    const reference =
      textOf(report, 'image') ?? textOf(fieldsOf(report, 'image'), 'name');
    const image = imageName(reference);
    tally.image(reference);
    for (const record of records()) {
      tally.attempt(record, () => {
        const item = needFields(record.read());
        const ruleId = needText(item, 'code');
        const level = needText(item, 'level').toUpperCase();
        // Passed, skipped or ignored by its user.
        if (['PASS', 'SKIP', 'IGNORE'].includes(level)) return;
        const alerts = textsOf(item, 'alerts');
        tally.finding({
          record: 'finding',
          kind: 'container',
          tool: { name: 'Dockle' },
          ruleId,
          title: textOf(item, 'title') ?? ruleId,
          description: alerts.join('\n') || undefined,
          severity: levels[level] ?? 'unknown',
          severitySource: 'native',
          nativeSeverity: level,
          target: image,
          references: /^(?:CIS-DI|DKL)-/.test(ruleId)
            ? [
                `https://github.com/goodwithtech/dockle/blob/master/CHECKPOINT.md#${ruleId}`,
              ]
            : [],
        });
      });
    }
    return { tool: 'Dockle' };
  },
});
