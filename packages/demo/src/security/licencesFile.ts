import { codeHost } from '../organisation/people';
import { ScanMoment } from './scanFiles';
import { weakPackages } from './weaknesses';

const declared: Readonly<Record<string, string>> = {
  'left-rope': 'MIT',
  mooring: 'Apache-2.0',
  'tide-table': 'BSD-3-Clause',
  bilge: 'AGPL-3.0-only',
  'capstan-core': '(MIT OR GPL-2.0-only)',
  halyard: 'MPL-2.0',
  keelson: 'ISC',
  'gangway-http': 'MIT',
  'semaphore-flags': 'SSPL-1.0',
  windlass: 'SEE LICENSE IN LICENCE.txt',
};

/** The licence of a package as its authors wrote it: some are denied, some need a person. */
export const licenceOf = (name: string): string => declared[name] ?? 'MIT';

/** A licence as CycloneDX holds it. */
export function sbomLicence(name: string): object {
  const licence = licenceOf(name);
  if (licence.startsWith('(')) return { expression: licence };
  return licence.includes(' ')
    ? { license: { name: licence } }
    : { license: { id: licence } };
}

/** What license-checker writes of the packages a service is built with. */
export function licencesFile({ repository }: ScanMoment): string {
  return JSON.stringify(
    Object.fromEntries(
      weakPackages.map(weak => [
        `${weak.name}@${weak.version}`,
        {
          licenses: licenceOf(weak.name),
          repository: `https://${codeHost}/packages/${weak.name}`,
          path: `/build/${repository.name}/node_modules/${weak.name}`,
        },
      ]),
    ),
  );
}
