import { sampleSbom } from './gateAnswers';
import { ago, counts } from './sampleFindings';

const document = {
  id: 'vex-1',
  entityRef: 'component:default/ledger',
  format: 'openvex',
  author: 'Team of ledger',
  receivedAt: ago(60),
  statedAt: ago(90),
  newest: true,
  applied: 1,
  unmatched: 1,
  rejected: 1,
};

const statement = {
  matchedBy: null,
  status: null,
  nativeStatus: null,
  justification: null,
  product: null,
  findingIds: [],
};

/** VEX documents, and one SBOM with its components. */
export const vexAnswers = {
  listVexDocuments: {
    body: {
      items: [
        document,
        { ...document, id: 'vex-0', newest: false, author: null },
      ],
      nextCursor: null,
    },
  },
  getVexReport: {
    body: {
      document,
      items: [
        {
          ...statement,
          at: '/statements/0',
          outcome: 'applied',
          reason: 'names the package by its URL',
          matchedBy: 'purl',
          vulnerabilityIds: ['CVE-2026-21840'],
          status: 'not_affected',
          nativeStatus: 'not_affected',
          justification: 'vulnerable_code_not_in_execute_path',
          product: 'pkg:npm/qs-like@6.5.2',
          findingIds: ['f1', 'f2'],
        },
        {
          ...statement,
          at: '/statements/1',
          outcome: 'unmatched',
          reason: 'no finding of this entity has this vulnerability',
          vulnerabilityIds: ['CVE-2026-1'],
          status: 'fixed',
        },
        {
          ...statement,
          at: '/statements/2',
          outcome: 'rejected',
          reason: 'not_affected needs a justification',
          vulnerabilityIds: [],
          nativeStatus: 'unaffected',
        },
      ],
      nextCursor: null,
    },
  },
  getSbom: {
    body: {
      ...sampleSbom('sbom-2', '2.0.0'),
      previousId: 'sbom-1',
      byEcosystem: [{ ecosystem: 'npm', count: 212 }],
      byLicence: [
        { licence: 'MIT', decision: 'allow', count: 200 },
        { licence: 'AGPL-3.0-only', decision: 'deny', count: 2 },
      ],
    },
  },
  sbomComponents: {
    body: {
      items: [
        {
          ref: 'qs-like@6.5.2',
          name: 'qs-like',
          version: '6.5.2',
          ecosystem: 'npm',
          purl: 'pkg:npm/qs-like@6.5.2',
          type: 'library',
          supplier: null,
          licences: ['MIT'],
          licenceDecision: 'allow',
          direct: true,
          development: false,
          dependencies: 3,
          open: counts({ critical: 1 }),
        },
        {
          ref: 'dark-dock@1.0.0',
          name: 'dark-dock',
          version: null,
          ecosystem: 'npm',
          purl: null,
          type: 'library',
          supplier: null,
          licences: [],
          licenceDecision: 'unknown',
          direct: null,
          development: null,
          dependencies: 0,
          open: counts(),
        },
      ],
      nextCursor: null,
    },
  },
};
