import { DemoRepository } from '../organisation/repositories';
import { sbomLicence } from './licencesFile';
import { isThere, weakCodes, weakPackages } from './weaknesses';

/** When a repository was scanned, and when the history ends. */
export interface ScanMoment {
  repository: DemoRepository;
  at: number;
  until: number;
}

const packagesOf = ({ repository, at, until }: ScanMoment) =>
  weakPackages.filter(weak => isThere([repository.name, weak.id], at, until));

/** What Trivy writes of a repository's lockfile. */
export function trivyFile(moment: ScanMoment): string {
  return JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: moment.repository.name,
    ArtifactType: 'filesystem',
    Results: [
      {
        Target: 'package-lock.json',
        Class: 'lang-pkgs',
        Type: 'npm',
        Vulnerabilities: packagesOf(moment).map(weak => ({
          VulnerabilityID: weak.id,
          PkgName: weak.name,
          InstalledVersion: weak.version,
          ...(weak.fixed ? { FixedVersion: weak.fixed } : {}),
          PkgIdentifier: { PURL: `pkg:npm/${weak.name}@${weak.version}` },
          Status: weak.fixed ? 'fixed' : 'affected',
          Title: weak.title,
          Description: `${
            weak.title
          }. Whoever can send something to a service that uses \`${
            weak.name
          }\` before ${weak.fixed || 'any version'} can make it happen.`,
          Severity: weak.severity,
        })),
      },
    ],
  });
}

/** What OSV-Scanner writes: the same packages by their other name. */
export function osvFile(moment: ScanMoment): string {
  return JSON.stringify({
    results: [
      {
        source: { path: 'package-lock.json', type: 'lockfile' },
        packages: packagesOf(moment).map(weak => ({
          package: { name: weak.name, version: weak.version, ecosystem: 'npm' },
          vulnerabilities: [
            {
              id: weak.alias,
              aliases: [weak.id],
              summary: weak.title,
              database_specific: {
                severity:
                  weak.severity === 'MEDIUM' ? 'MODERATE' : weak.severity,
              },
            },
          ],
          groups: [{ ids: [weak.alias], aliases: [weak.alias, weak.id] }],
        })),
      },
    ],
  });
}

/** What Semgrep writes of a repository's code. */
export function semgrepFile(moment: ScanMoment): string {
  const { repository, at, until } = moment;
  return JSON.stringify({
    version: '1.90.0',
    errors: [],
    paths: { scanned: ['src'] },
    results: repository.topics.slice(0, 4).flatMap((topic, place) =>
      weakCodes
        .filter(weak => isThere([repository.name, topic, weak.rule], at, until))
        .map(weak => ({
          check_id: weak.rule,
          path: `src/${topic.replace(/[^a-z]+/gi, '_')}/handler.ts`,
          start: { line: 20 + place * 7, col: 3 },
          end: { line: 20 + place * 7, col: 60 },
          extra: {
            message: weak.message,
            severity: weak.severity,
            lines: weak.line,
            fingerprint: 'requires login',
            metadata: { category: 'security' },
          },
        })),
    ),
  });
}

/** The SBOM of a service's release. */
export function sbomFile(moment: ScanMoment): string {
  const { repository, at } = moment;
  const there = new Set(packagesOf(moment).map(({ name }) => name));
  return JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: new Date(at).toISOString(),
      component: {
        type: 'application',
        'bom-ref': repository.name,
        name: repository.name,
        version: repository.version.join('.'),
      },
    },
    components: weakPackages.map(weak => {
      const version =
        there.has(weak.name) || !weak.fixed ? weak.version : weak.fixed;
      return {
        type: 'library',
        'bom-ref': `${weak.name}@${version}`,
        name: weak.name,
        version,
        purl: `pkg:npm/${weak.name}@${version}`,
        licenses: [sbomLicence(weak.name)],
      };
    }),
  });
}
