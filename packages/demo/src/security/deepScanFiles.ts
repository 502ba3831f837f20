import { ScanMoment } from './scanFiles';
import { isThere, weakPackages } from './weaknesses';

/** Repositories that are looked at more closely. */
export const deeplyScanned = [
  'payments-api',
  'checkout',
  'ledger',
  'storefront-web',
];

/** What Snyk writes: the ways by which a package comes in, and what to raise. */
export function snykFile({ repository, at, until }: ScanMoment): string {
  const found = weakPackages.filter(weak =>
    isThere([repository.name, weak.id], at, until),
  );
  return JSON.stringify({
    ok: found.length === 0,
    dependencyCount: 214,
    packageManager: 'npm',
    projectName: repository.name,
    displayTargetFile: 'package-lock.json',
    vulnerabilities: found.flatMap((weak, index) =>
      ['harbour-kit@3.1.0', 'deck-router@1.4.2'].map((direct, way) => ({
        id: `SNYK-JS-${weak.name.toUpperCase()}-${4000 + index}`,
        title: weak.title,
        description: `## Overview\n\n\`${weak.name}\` before ${
          weak.fixed || 'any version'
        } is affected. ${weak.title}.\n\n## Remediation\n\nUpgrade \`${
          weak.name
        }\`${
          weak.fixed ? ` to ${weak.fixed} or higher` : ' when there is a fix'
        }.`,
        severity:
          weak.severity === 'UNKNOWN' ? 'low' : weak.severity.toLowerCase(),
        packageName: weak.name,
        moduleName: weak.name,
        packageManager: 'npm',
        language: 'js',
        version: weak.version,
        identifiers: { CVE: [weak.id], CWE: ['CWE-400'] },
        fixedIn: weak.fixed ? [weak.fixed] : [],
        from: [
          `${repository.name}@1.0.0`,
          direct,
          ...(way === 0 ? ['line-parser@0.9.1'] : []),
          `${weak.name}@${weak.version}`,
        ],
        upgradePath: weak.fixed
          ? [false, way === 0 ? 'harbour-kit@3.2.0' : 'deck-router@1.5.0']
          : [],
        isUpgradable: Boolean(weak.fixed),
        references: [
          {
            title: 'Advisory',
            url: `https://advisories.quayside.example/${weak.id}`,
          },
        ],
      })),
    ),
  });
}

/** Packages of the images' base that have something. */
export const imagePackages = [
  [
    'CVE-2026-95001',
    'libcrest1',
    '1.3.0-2',
    '1.3.0-3',
    'HIGH',
    'A long header is read past its end',
  ],
  [
    'CVE-2026-95002',
    'anchor-utils',
    '8.32-4',
    '',
    'LOW',
    'Names of files are shown as they are',
  ],
] as const;

/** What Trivy writes of an image: packages of its base. */
export function imageFile({ repository, at, until }: ScanMoment): string {
  const packages = imagePackages.filter(([id]) =>
    isThere([repository.name, 'image', id], at, until),
  );
  return JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: `registry.quayside.example/${
      repository.name
    }:${repository.version.join('.')}`,
    ArtifactType: 'container_image',
    Metadata: { OS: { Family: 'debian', Name: '12.8' } },
    Results: [
      {
        Target: `registry.quayside.example/${repository.name} (debian 12.8)`,
        Class: 'os-pkgs',
        Type: 'debian',
        Vulnerabilities: packages.map(
          ([id, name, version, fixed, severity, title]) => ({
            VulnerabilityID: id,
            PkgName: name,
            InstalledVersion: version,
            ...(fixed ? { FixedVersion: fixed } : {}),
            PkgIdentifier: {
              PURL: `pkg:deb/debian/${name}@${version}?distro=debian-12.8`,
            },
            Title: title,
            Description: `${title}. It takes somebody who can send to the service.`,
            Severity: severity,
          }),
        ),
      },
    ],
  });
}

/** What Trivy writes of the files a service is deployed with. */
export function configFile({ repository, at, until }: ScanMoment): string {
  const checks = [
    [
      'QSV012',
      'Container runs as root',
      'HIGH',
      'deploy/service.yaml',
      18,
      'Set runAsNonRoot to true.',
    ],
    [
      'QSV011',
      'No limit of processor time',
      'LOW',
      'deploy/service.yaml',
      24,
      'Set resources.limits.cpu.',
    ],
  ] as const;
  return JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: repository.name,
    ArtifactType: 'filesystem',
    Results: [
      {
        Target: 'deploy/service.yaml',
        Class: 'config',
        Type: 'kubernetes',
        Misconfigurations: checks
          .filter(([id]) => isThere([repository.name, 'config', id], at, until))
          .map(([id, title, severity, , line, resolution]) => ({
            Type: 'Kubernetes Security Check',
            ID: id,
            AVDID: id,
            Title: title,
            Description: `${title}: whoever breaks out of the process has more than it needs.`,
            Message: `Container "${repository.name}" of Deployment "${repository.name}"`,
            Resolution: resolution,
            Severity: severity,
            Status: 'FAIL',
            CauseMetadata: {
              Resource: `Deployment/${repository.name}`,
              Provider: 'Kubernetes',
              StartLine: line,
              EndLine: line + 2,
              Code: {
                Lines: [
                  {
                    Number: line,
                    Content: '      containers:',
                    IsCause: false,
                  },
                  {
                    Number: line + 1,
                    Content: `        - name: ${repository.name}`,
                    IsCause: true,
                  },
                  {
                    Number: line + 2,
                    Content: '          securityContext: {}',
                    IsCause: true,
                  },
                ],
              },
            },
          })),
      },
    ],
  });
}
