const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info', 'unknown'];
const STATES = ['open', 'triaged', 'in_progress', 'risk_accepted'];

const isoDaysAgo = days =>
  new Date(Date.now() - days * 86_400_000).toISOString();

/** A row as the list answers it; every fifth with a long title, as tools write them. */
const finding = n => ({
  id: `finding-${n}`,
  entityRef: `component:default/service-${n % 40}`,
  title:
    n % 5
      ? `Weakness ${n} of a package`
      : `Weakness ${n}: ${'a long sentence of a tool '.repeat(6)}`,
  kind: n % 2 ? 'dependency' : 'sast',
  state: STATES[n % STATES.length],
  suppressedBy: null,
  needsReview: n % 11 === 0,
  pendingClose: false,
  severity: SEVERITIES[Math.floor(n / 20_000)],
  scanSeverity: null,
  tool: 'sample-scan',
  tools: n % 3 ? ['sample-scan'] : ['sample-scan', 'other-scan'],
  ruleId: `sample/rule-${n % 200}`,
  vulnerabilityId: n % 2 ? `CVE-2026-${10_000 + (n % 9000)}` : null,
  package:
    n % 2
      ? {
          name: `package-${n % 500}`,
          version: '1.2.3',
          ecosystem: 'npm',
          purl: `pkg:npm/package-${n % 500}@1.2.3`,
          fixedVersions: ['1.2.4'],
        }
      : null,
  target: 'package-lock.json',
  path: `src/part-${n % 90}/handler.ts`,
  line: n % 400,
  ref: 'main',
  environment: null,
  occurrences: 1,
  exploit: {
    epss: n % 4 ? { score: (n % 97) / 100, percentile: 0.5 } : null,
    knownExploited: n % 13 === 0,
  },
  sla: {
    state: n % 7 ? 'on_track' : 'breached',
    dueAt: isoDaysAgo(n % 7 ? -20 : 2),
    days: 30,
    remainingSeconds: n % 7 ? 20 * 86_400 : -2 * 86_400,
  },
  priority: 500,
  assignee: null,
  firstSeenAt: isoDaysAgo(10 + (n % 90)),
  lastSeenAt: isoDaysAgo(1),
  fixedAt: null,
  reopenedCount: n % 17 === 0 ? 1 : 0,
  ageSeconds: (10 + (n % 90)) * 86_400,
});

/**
 * Answers the list of findings in the browser, by keyset, as many as are asked for.
 *
 * @param {import('@playwright/test').Page} page
 * @param {number} rows
 */
export async function stubFindings(page, rows) {
  let served = 0;
  await page.route(
    url => url.pathname === '/api/security/v1/findings',
    async route => {
      const query = new URL(route.request().url()).searchParams;
      const from = Number(query.get('cursor') ?? 0);
      const to = Math.min(rows, from + Number(query.get('limit') ?? 50));
      const items = Array.from({ length: to - from }, (_, n) =>
        finding(from + n),
      );
      served = Math.max(served, to);
      await route.fulfill({
        json: {
          items,
          nextCursor: to < rows ? String(to) : null,
          total: { count: 10_000, capped: true },
          knowledge: {
            state: 'fresh',
            entities: 40,
            fresh: 40,
            stale: 0,
            incomplete: 0,
            neverScanned: 0,
            newestScanAt: isoDaysAgo(0.1),
            oldestScanAt: isoDaysAgo(0.4),
          },
          meta: {
            asOf: new Date().toISOString(),
            lastEventAt: isoDaysAgo(0.1),
            lagSeconds: 0,
            stale: false,
            visibility: 'all',
          },
        },
      });
    },
  );
  return { served: () => served };
}
