import {
  DeliveryBody,
  DeliveryDetail,
  IngestDeadLetter,
  IngestHistory,
  IngestMinute,
  IngestOverview,
  IngestReader,
  IngestSource,
  RejectedCause,
  UnclaimedSubject,
} from '@quarterdeck/plugin-ingest-common';

/** The moment of the sample data: a fixed one, so that pictures compare. */
export const sampleNow = new Date('2026-06-02T12:45:30.000Z');

const ago = (seconds: number) =>
  new Date(sampleNow.getTime() - seconds * 1000).toISOString();

const minutesOf = (perMinute: number, wave: number): IngestMinute[] =>
  Array.from({ length: 61 }, (_, index) => ({
    at: ago((60 - index) * 60 + 30),
    accepted: Math.max(
      0,
      Math.round(
        (perMinute + wave * Math.sin(index / 4 + perMinute)) *
          (index === 60 ? 0.5 : 1),
      ),
    ),
    duplicate: 0,
    rejected: index % 13 === 9 ? Math.ceil(wave / 9) : 0,
    unclaimed: 0,
    refused: 0,
  }));

/** A source that receives; pass what differs. */
export function sampleSource(
  part: Partial<IngestSource> & { id: string },
): IngestSource {
  const perMinute = part.perMinute ?? 18.4;
  return {
    title: part.id,
    kind: 'github',
    doors: ['hooks'],
    check: 'webhook, HMAC',
    path: `/api/ingest/v1/hooks/${part.id}`,
    state: 'receiving',
    lastDeliveryAt: ago(3),
    perMinute,
    hour: {
      accepted: Math.round(perMinute * 60),
      duplicate: 12,
      rejected: 0,
      unclaimed: 0,
      refused: 0,
    },
    minutes: minutesOf(perMinute, perMinute / 5),
    entities: 'all',
    ...part,
  };
}

/** Seven sources, one in each state the page knows. */
export const sampleSources: IngestSource[] = [
  sampleSource({
    id: 'code-host',
    settings: {
      secrets: 2,
      tokenSubjects: [],
      eventTypes: ['*'],
      mapping: [
        {
          project: 'acme/pay-*',
          workflow: 'ledger',
          entity: 'component:default/ledger',
        },
      ],
      limits: {
        bodyBytes: 26_214_400,
        reportBytes: 209_715_200,
        decompressedBytes: 52_428_800,
        depth: 100,
        perMinute: 600_000,
        burst: 20_000,
      },
    },
  }),
  sampleSource({
    id: 'deploy-controller',
    kind: 'events',
    doors: ['events'],
    check: 'events, OIDC',
    perMinute: 2.1,
    lastDeliveryAt: ago(11),
    entities: ['component:default/shop', 'component:default/pay-*'],
  }),
  sampleSource({
    id: 'scanner-reports',
    kind: 'events',
    doors: ['reports'],
    check: 'report upload, token',
    state: 'rejecting',
    stateReason: 'The newest delivery was rejected: a list is expected.',
    perMinute: 0.6,
    lastDeliveryAt: ago(120),
    hour: {
      accepted: 105,
      duplicate: 0,
      rejected: 14,
      unclaimed: 0,
      refused: 0,
    },
  }),
  sampleSource({
    id: 'model-server',
    kind: 'events',
    doors: ['events'],
    check: 'event batch, OIDC',
    perMinute: 212,
    lastDeliveryAt: ago(1),
  }),
  sampleSource({
    id: 'build-farm-legacy',
    state: 'silent',
    stateReason: 'Nothing for 3 h; it may be quiet for 1 h.',
    check: 'webhook, token',
    perMinute: 0,
    minutes: minutesOf(0, 0),
    lastDeliveryAt: ago(10_800),
  }),
  sampleSource({
    id: 'chat-bridge',
    state: 'refused',
    stateReason: 'It has no secret, so nothing is let in.',
    check: 'no secret set',
    perMinute: 0,
    minutes: minutesOf(0, 0),
    hour: { accepted: 0, duplicate: 0, rejected: 0, unclaimed: 0, refused: 0 },
    lastDeliveryAt: undefined,
  }),
  sampleSource({
    id: 'second-host',
    state: 'never',
    perMinute: 0,
    minutes: minutesOf(0, 0),
    hour: { accepted: 0, duplicate: 0, rejected: 0, unclaimed: 0, refused: 0 },
    lastDeliveryAt: undefined,
  }),
];

/** Readers as in the picture; one is behind. */
export const sampleReaders: IngestReader[] = [
  ['pipelines', 0, 0.004, 0],
  ['dora', 12, 0.2, 0],
  ['models', 18_420, 41, 2],
].map(([consumer, behind, lagSeconds, deadLetters]) => ({
  consumer: String(consumer),
  plugin: String(consumer),
  position: String(48_210_337 - Number(behind)),
  behind: Number(behind),
  lagSeconds: Number(lagSeconds),
  state: 'running' as const,
  deadLetters: Number(deadLetters),
  lastAppliedAt: ago(Number(lagSeconds)),
}));

/** Tiles and tab counts. */
export const sampleOverview: IngestOverview = {
  accepted: { perMinute: 238, previousPerMinute: 229 },
  answer: { p99Ms: 38, requests: 14_280 },
  rejected: { deliveries: 14, causes: 3, sources: 1 },
  doorToPage: {
    p95Seconds: 0.9,
    slowest: { consumer: 'models', lagSeconds: 41 },
  },
  log: { head: '48210337', oldest: '1', partitions: 5 },
  minutes: minutesOf(238, 40),
  tabs: { sources: 7, rejected: 14, unclaimed: 2, setAside: 2, readers: 3 },
  asOf: sampleNow.toISOString(),
};

/** Receipts are 26 characters. */
export const sampleReceipt = '01J8K2ABCDEFGHJKMNPQRS7QF4';

/** Causes as in the picture. */
export const sampleCauses: RejectedCause[] = [
  {
    cause: 'cause-1',
    source: 'scanner-reports',
    door: 'reports',
    reason:
      'The file ends in the middle of a string. The sender has a size limit: raise it, or send the file with gzip.',
    reasonPath: '/runs/0/results/1/message',
    format: 'SARIF 2.1.0',
    entityRef: 'component:default/search-indexer',
    count: 9,
    firstAt: ago(2_900),
    lastAt: ago(263),
    lastReceipt: sampleReceipt,
  },
  {
    cause: 'cause-2',
    source: 'scanner-reports',
    door: 'reports',
    reason: 'no parser knows this XML (root: checkstyle)',
    format: 'unknown',
    count: 2,
    firstAt: ago(900),
    lastAt: ago(852),
    lastReceipt: '01J8K2ABCDEFGHJKMNPQRS7QF5',
  },
];

/** The newest delivery of the first cause. */
export const sampleDelivery: DeliveryDetail = {
  receipt: sampleReceipt,
  source: 'scanner-reports',
  door: 'reports',
  status: 'rejected',
  receivedAt: ago(263),
  bytes: 184_320,
  events: 0,
  entityRef: 'component:default/search-indexer',
  unclaimed: false,
  repeats: 0,
  tries: 9,
  reason: sampleCauses[0].reason,
  reasonPath: sampleCauses[0].reasonPath,
  check: 'Token of external:scanner',
  contentType: 'application/json',
  keptUntil: ago(-86_400 * 90),
  attempts: [
    {
      at: ago(263),
      outcome: 'rejected',
      events: 0,
      reason: sampleCauses[0].reason,
    },
  ],
  parsedEvents: [],
  format: 'SARIF 2.1.0',
};

/** Its body: hostile text that must stay text. */
export const sampleBody: DeliveryBody = {
  headers: { 'content-type': 'application/json', 'x-trace': '<b>bold</b>' },
  text: '{\n "runs": [{"results": [\n  {"ruleId": "<img src=x onerror=alert(1)>"},\n  {"level": "warning",\n   "message": { "text": "Unbou',
  bytes: 184_320,
  truncated: false,
  masked: 2,
};

/** Two subjects nobody has. */
export const sampleUnclaimed: UnclaimedSubject[] = [
  {
    key: 'github.com/acme/odd',
    subject: { instance: 'github.com', project: 'acme/odd' },
    source: 'code-host',
    events: 41,
    firstAt: ago(90_000),
    lastAt: ago(60),
  },
  {
    key: 'github.com/acme/mono#workflow=CI',
    subject: { instance: 'github.com', project: 'acme/mono', workflow: 'CI' },
    source: 'code-host',
    events: 3,
    firstAt: ago(9_000),
    lastAt: ago(600),
    note: 'The source may not speak for component:default/mono.',
  },
];

/** An event the models reader could not apply. */
export const sampleDeadLetter: IngestDeadLetter = {
  id: '7',
  consumer: 'models',
  error: 'value "NaN" is out of range for type numeric',
  tries: 3,
  failedAt: ago(400),
  replayRequested: false,
  event: {
    position: '48191917',
    type: 'model.measured.v1',
    subject: 'models.example/fraud',
    entityRef: 'component:default/fraud-model',
    occurredAt: ago(420),
    receipt: sampleReceipt,
    source: 'model-server',
    data: { value: 'NaN', note: '<script>alert(1)</script>' },
  },
};

/** A history that was fetched. */
export const sampleHistory: IngestHistory = {
  state: 'done',
  since: '2026-05-01T12:00:00.000Z',
  updatedAt: '2026-06-02T12:00:00.000Z',
  requests: 12,
  fetched: 1200,
  stored: 1180,
  repeats: 20,
  rejected: 0,
  skipped: 0,
};
