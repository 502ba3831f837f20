import { packageNamed } from '../dependencies/packageNames';
import { needFields, RecordError, textOf, textsOf } from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { licenceReview } from './licenceReview';

const tool = 'license-checker';

/** `@scope/name@1.2.3` */
function nameAndVersion(key: string): [string, string] {
  const at = key.lastIndexOf('@');
  if (at > 0) return [key.slice(0, at), key.slice(at + 1)];
  throw new RecordError('A package is named by name@version.');
}

/** Where it is installed, from the project on: the way there is the machine's. */
const installedAt = (path: string | undefined) => {
  const whole = path?.replace(/\\/g, '/');
  const from = whole?.indexOf('node_modules/') ?? -1;
  return whole && from >= 0 ? relativePath(whole.slice(from)) : undefined;
};

/**
 * `license-checker --json`. Every package is a component with its licences as
 * written; what no list can decide on is a finding to review. Which licences are
 * allowed is for the gate to say.
 */
export const licenseCheckerFormat = scanFormat({
  format: 'license-checker',
  detect: paths =>
    paths.get('') === '{' &&
    [...paths.keys()].some(path => /^\/@?[^@]+@[^/@]+\/licenses$/.test(path)),
  async read(body, tally) {
    const document = await jsonRecords(body, ['/*']);
    for (const record of document.records()) {
      tally.attempt(record.path, () => {
        const fields = needFields(record.read());
        const [key] = record.keys;
        const [name, version] = nameAndVersion(key);
        const told = textsOf(fields, 'licenses');
        const licences = told.length > 0 ? told : ['UNKNOWN'];
        const named = { ...packageNamed('npm', name, version), licences };
        tally.component({
          record: 'component',
          ref: key,
          type: 'library',
          supplier: textOf(fields, 'publisher'),
          package: named,
        });
        for (const licence of licences) {
          const review = licenceReview(licence);
          if (!review) continue;
          const path = installedAt(textOf(fields, 'path'));
          tally.finding({
            record: 'finding',
            kind: 'licence',
            tool: { name: tool },
            ruleId: `review:${review.rule}`,
            title: `${name} ${version}: review the licence ${licence}`,
            description: review.reason,
            severity: 'medium',
            severitySource: 'rule',
            nativeSeverity: licence,
            package: named,
            locations: path ? [{ path }] : [],
            references: textsOf(fields, 'repository'),
            tags: ['review'],
          });
        }
      });
    }
    return { tool };
  },
});
