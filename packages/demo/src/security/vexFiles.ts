import { ScanMoment } from './scanFiles';
import { isThere, weakPackages } from './weaknesses';

const packagesOf = ({ repository, at, until }: ScanMoment) =>
  weakPackages.filter(weak => isThere([repository.name, weak.id], at, until));

/** What a team says of the vulnerabilities it has: the first is not reached, the others are looked at. */
export function openVexFile(moment: ScanMoment): string {
  const [first, ...others] = packagesOf(moment);
  return JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `urn:quayside:vex:${moment.repository.name}:1`,
    author: `Team of ${moment.repository.name}`,
    timestamp: new Date(moment.at).toISOString(),
    version: 1,
    statements: [first ?? weakPackages[0], ...others].map((weak, index) => ({
      vulnerability: { name: weak.id },
      products: [{ '@id': `pkg:npm/${weak.name}@${weak.version}` }],
      ...(index === 0
        ? {
            status: 'not_affected',
            justification: 'vulnerable_code_not_in_execute_path',
          }
        : { status: 'under_investigation' }),
    })),
  });
}

/**
 * What a supplier says in CycloneDX: of what is there, of a package nobody here
 * has, and one thing without the reason it would need.
 */
export function cyclonedxVexFile(moment: ScanMoment): string {
  const [first = weakPackages[0], ...others] = packagesOf(moment);
  const statement = (
    id: string,
    purl: string,
    analysis: Record<string, unknown>,
  ) => ({ id, source: { name: 'Demo' }, analysis, affects: [{ ref: purl }] });
  const purlOf = (weak: { name: string; version: string }) =>
    `pkg:npm/${weak.name}@${weak.version}`;
  return JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: new Date(moment.at).toISOString(),
      authors: [{ name: 'Supplier of harbour-kit' }],
      component: {
        type: 'application',
        'bom-ref': moment.repository.name,
        name: moment.repository.name,
        version: moment.repository.version.join('.'),
      },
    },
    vulnerabilities: [
      statement(first.id, purlOf(first), {
        state: 'exploitable',
        response: ['update'],
        detail: 'Raise harbour-kit to 3.2.0.',
      }),
      ...others
        .slice(0, 1)
        .map(weak => statement(weak.id, purlOf(weak), { state: 'in_triage' })),
      statement('CVE-2026-97777', 'pkg:npm/anchor-chain@1.0.0', {
        state: 'not_affected',
        justification: 'code_not_present',
      }),
      statement('CVE-2026-97778', 'pkg:npm/anchor-chain@1.0.0', {
        state: 'not affected, we hope',
      }),
    ],
  });
}
