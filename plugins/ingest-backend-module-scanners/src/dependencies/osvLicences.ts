import { Fields, needText, textOf, textsOf } from '../reading/fields';
import { ScanTally } from '../reading/scanTally';
import { packageNamed } from './packageNames';

/** Licences that the scanner was told not to allow. */
export function addOsvLicences(
  tally: ScanTally,
  item: Fields,
  about: Fields,
  target?: string,
) {
  const violations = textsOf(item, 'license_violations');
  if (violations.length === 0) return;
  const name = needText(about, 'name', '/package');
  tally.finding({
    record: 'finding',
    kind: 'licence',
    tool: { name: 'OSV-Scanner' },
    ruleId: `licence:${violations.join(',')}`,
    title: `${name} has the licence ${violations.join(', ')}`,
    severity: 'high',
    severitySource: 'rule',
    package: {
      ...packageNamed(
        textOf(about, 'ecosystem'),
        name,
        textOf(about, 'version'),
      ),
      licences: textsOf(item, 'licenses'),
    },
    target,
  });
}
