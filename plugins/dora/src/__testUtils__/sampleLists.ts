import {
  CountedDeployment,
  defaultSettings,
  DoraSample,
  DoraServiceRow,
  howComputed,
  metricNames,
} from '@quarterdeck/plugin-dora-common';
import { DeploymentAnswer, HowComputedAnswer } from '../api/answerTypes';
import { sampleBase, sampleTile } from './sampleFigures';

/** A deployment that arrived. */
export const sampleDeployment: CountedDeployment = {
  id: 'git.example/42',
  instance: 'git.example',
  externalId: '42',
  service: 'component:default/payments-api',
  entityRef: 'component:default/payments-api',
  environment: 'production',
  region: 'eu',
  release: '5.21.4',
  version: '5.21.4',
  finishedAt: '2026-09-16T10:00:00Z',
  outcome: 'succeeded',
  kind: 'planned',
  kindFrom: 'source',
  baseline: null,
  previousId: 'git.example/41',
  groupId: 'git.example/42',
  trafficPercent: null,
  counted: true,
  failed: false,
  affected: false,
  rework: false,
  repairs: [],
  commits: 3,
  url: 'https://git.example/acme/payments-api/runs/42',
};

/** A change that took 19 h 40 min. */
export const sampleLead: DoraSample = {
  id: 'component:default/payments-api|acme/payments-api@4be1c0d',
  at: '2026-09-16T10:00:00Z',
  deployment: sampleDeployment,
  seconds: 70_800,
  clamped: false,
  leadTime: {
    repo: 'acme/payments-api',
    sha: '4be1c0d84be1c0d84be1c0d84be1c0d84be1c0d8',
    startedAt: '2026-09-15T14:20:00Z',
    change: {
      id: 'git.example/acme/payments-api/512',
      number: 512,
      title: 'Retry card captures <b>twice</b>',
      url: 'https://git.example/acme/payments-api/pull/512',
    },
    stages: [
      { stage: 'code', seconds: 3_600 },
      { stage: 'pickup', seconds: 40_000 },
      { stage: 'review', seconds: null },
      { stage: 'merge', seconds: 1_200 },
      { stage: 'gate_wait', seconds: 6_000 },
      { stage: 'deploy', seconds: 20_000 },
    ],
  },
  recovery: null,
  marks: [],
};

/** A deployment that failed and was rolled back. */
export const sampleFailed: DoraSample = {
  id: 'git.example/42',
  at: '2026-09-16T10:52:00Z',
  deployment: { ...sampleDeployment, failed: true },
  seconds: 3_120,
  clamped: false,
  leadTime: null,
  recovery: {
    failedAt: '2026-09-16T10:00:00Z',
    recoveredAt: '2026-09-16T10:52:00Z',
    recoveredBy: 'deployment',
    endId: 'git.example/43',
  },
  marks: [
    {
      deploymentId: 'git.example/42',
      role: 'primary',
      method: 'rollback',
      confidence: 0.9,
      incidentId: null,
      byDeploymentId: 'git.example/43',
      detail: 'git.example/43 went back to 5.21.3',
      at: '2026-09-16T10:52:00Z',
    },
  ],
};

/** What people said of the deployment: one word that holds. */
export const sampleDeploymentAnswer = (
  more: Partial<DeploymentAnswer> = {},
): DeploymentAnswer => ({
  deployment: sampleDeployment,
  leadTimes: [sampleLead],
  recovery: null,
  marks: [],
  quality: [],
  classifications: [
    {
      id: '0c3c9a1d-2e3f-4c5d-9f0a-6f1c1a552b7e',
      deploymentId: 'git.example/42',
      entityRef: 'component:default/payments-api',
      as: 'not_failed',
      fixedBy: null,
      reason: 'The alert was a false one',
      by: 'user:default/ravi',
      at: '2026-09-16T12:00:00Z',
      undoneAt: null,
      undoneBy: null,
      undoReason: null,
    },
  ],
  mayClassify: true,
  formulaVersion: '3',
  meta: sampleBase.meta,
  ...more,
});

/** The formulas as they are. */
export const sampleHow: HowComputedAnswer = {
  formulaVersion: '3',
  metrics: metricNames.map(metric => {
    const { summary, details } = howComputed(metric, defaultSettings);
    return { metric, summary, details: [...details] };
  }),
  settings: {
    ...defaultSettings,
    targetBranches: null,
    revertRules: [...defaultSettings.revertRules],
    paths: [],
  },
  zone: 'Europe/Oslo',
  weekStart: 1,
  dataSince: '2026-01-01T00:00:00Z',
  meta: sampleBase.meta,
};

/** A service's row. */
export const sampleServiceRow = (name: string): DoraServiceRow => ({
  service: `component:default/${name}`,
  entityRef: `component:default/${name}`,
  metrics: metricNames.map(metric =>
    metric === 'failed_deployment_recovery_time'
      ? sampleTile(metric, { status: 'no_data', value: null, change: null })
      : sampleTile(metric),
  ),
  worstStage: { stage: 'pickup', meanSeconds: 28_440, share: 0.34 },
  open: { count: 0, oldestSince: null },
  qualityItems: 2,
});
