import { NumberedRun } from '../github/runBody';
import { DAY, HOUR } from '../history/clock';
import { PlannedDelivery } from '../history/plan';
import { planDeliveryOf } from '../history/planDelivery';
import { DemoRepository, repositories } from '../organisation/repositories';
import { codeqlFile } from './codeqlFile';
import {
  configFile,
  deeplyScanned,
  imageFile,
  snykFile,
} from './deepScanFiles';
import { gitleaksFile } from './gitleaksFile';
import { licencesFile } from './licencesFile';
import {
  osvFile,
  sbomFile,
  ScanMoment,
  semgrepFile,
  trivyFile,
} from './scanFiles';
import { cyclonedxVexFile, openVexFile } from './vexFiles';
import { attacked, zapFile } from './zapFile';

/** Every night of the last weeks; before, every third. */
const nightly = 30;

const withoutScans = ['deploy-tools', 'warehouse-sync', 'quay-ui'];

interface Scanner {
  category: string;
  tool: string;
  /** Nights between two scans. */
  every: number;
  file: (moment: ScanMoment) => string;
  /** Named where an empty report does not say whose it is. */
  format?: string;
  /** Only of these repositories; absent: of all that are scanned. */
  only?: readonly string[];
  /** Where the service ran that was looked at. */
  environment?: string;
}

const scanners: readonly Scanner[] = [
  { category: 'dependency', tool: 'trivy', every: 1, file: trivyFile },
  {
    category: 'sast',
    tool: 'semgrep',
    every: 1,
    file: semgrepFile,
    format: 'semgrep',
  },
  { category: 'dependency', tool: 'osv', every: 7, file: osvFile },
  {
    category: 'secret',
    tool: 'gitleaks',
    every: 7,
    file: gitleaksFile,
    format: 'gitleaks',
  },
  { category: 'sbom', tool: 'cdxgen', every: 30, file: sbomFile },
  {
    category: 'sast',
    tool: 'codeql',
    every: 5,
    file: codeqlFile,
    only: deeplyScanned,
  },
  {
    category: 'dependency',
    tool: 'snyk',
    every: 5,
    file: snykFile,
    only: deeplyScanned,
  },
  {
    category: 'container',
    tool: 'trivy-image',
    every: 5,
    file: imageFile,
    only: deeplyScanned,
  },
  {
    category: 'iac',
    tool: 'trivy-config',
    every: 5,
    file: configFile,
    only: deeplyScanned,
  },
  {
    category: 'dast',
    tool: 'zap',
    every: 7,
    file: zapFile,
    only: attacked,
    environment: 'staging',
  },
  {
    category: 'licence',
    tool: 'license-checker',
    every: 14,
    file: licencesFile,
    only: ['payments-api', 'storefront-web', 'fraud-model'],
  },
];

/** Scans of the last night that went wrong: the one broke off, the other saw a part. */
const wentWrong: Readonly<Record<string, 'failed' | 'partial'>> = {
  'feature-store semgrep': 'failed',
  'product-catalogue trivy': 'partial',
};

/** Reports of the scanners that look at the services every night. */
export function securityDeliveries(
  runs: readonly NumberedRun[],
  { from, to }: { from: number; to: number },
): PlannedDelivery[] {
  const scanned = repositories.filter(
    ({ name }) => !withoutScans.includes(name),
  );
  const nights: number[] = [];
  for (let at = Math.floor(from / DAY) * DAY + 3 * HOUR; at <= to; at += DAY) {
    if (at >= from) nights.push(at);
  }
  const all = scanned.flatMap((repository, index) => {
    const heads = runs.filter(
      ({ run }) => run.repository === repository && run.event === 'push',
    );
    return nights.flatMap((at, night) => {
      const old = nights.length - night > nightly;
      return scanners
        .filter(
          ({ every, only = [repository.name] }) =>
            only.includes(repository.name) &&
            (nights.length - 1 - night) % Math.max(every, old ? 3 : 1) === 0,
        )
        .map((scanner, place) =>
          reportOf(repository, scanner, {
            at: at + index * 60_000 + place * 10_000,
            until: to,
            commit: commitAt(heads, at),
          }),
        );
    });
  });
  return [
    ...all,
    vexOf('payments-api', 'OpenVEX', to - 2 * HOUR, to, openVexFile),
    vexOf('notifications', 'CycloneDX', to - 3 * HOUR, to, cyclonedxVexFile),
  ];
}

function vexOf(
  name: string,
  format: string,
  at: number,
  until: number,
  file: (moment: ScanMoment) => string,
): PlannedDelivery {
  const repository = repositories.find(one => one.name === name);
  if (!repository) throw new Error(`There is no repository ${name}.`);
  return {
    ...planDeliveryOf('reports', at, 'vex', [name, format], () =>
      file({ repository, at, until }),
    ),
    query: {
      category: 'vex',
      entity: `component:default/${name}`,
      at: new Date(at).toISOString(),
    },
  };
}

function commitAt(
  heads: readonly NumberedRun[],
  at: number,
): string | undefined {
  let found: string | undefined;
  for (const { run } of heads) if (run.createdAt <= at) found = run.commit.sha;
  return found;
}

function reportOf(
  repository: DemoRepository,
  { category, tool, file, format, environment }: Scanner,
  { at, until, commit }: { at: number; until: number; commit?: string },
): PlannedDelivery {
  const status =
    until - at < DAY ? wentWrong[`${repository.name} ${tool}`] : undefined;
  return {
    ...planDeliveryOf(
      'reports',
      at,
      category,
      [repository.name, tool, at],
      () => file({ repository, at, until }),
    ),
    query: {
      category,
      entity: `component:default/${repository.name}`,
      branch: 'main',
      at: new Date(at).toISOString(),
      // Where it found nothing its report is an empty list, which says no more.
      ...(tool === 'gitleaks' ? { tool } : {}),
      ...(commit ? { commit } : {}),
      ...(format ? { format, tool } : {}),
      ...(environment ? { environment } : {}),
      ...(status ? { status } : {}),
    },
  };
}
