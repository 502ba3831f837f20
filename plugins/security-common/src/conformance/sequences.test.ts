import { z } from 'zod';
import { securityFixtures } from '../__testUtils__/securityFixtures';
import { findingIdentity } from '../identity/findingIdentity';
import { decideImport } from '../lifecycle/decideImport';
import { ExistingFinding, FoundFinding } from '../lifecycle/importTypes';
import { Severity } from '../words/findingWords';

const step = z.object({
  created: z.number().optional(),
  closed: z.number().optional(),
  reactivated: z.number().optional(),
  untouched: z.number().optional(),
  active_after: z.number().optional(),
  after: z
    .object({ active: z.number().optional(), mitigated: z.number().optional() })
    .optional(),
});
const sequencesSchema = z.object({
  sequences: z.array(
    z.object({
      id: z.string(),
      files: z.array(z.string()),
      options: z.object({ close_old_findings: z.boolean() }).optional(),
      expected: z.array(step),
    }),
  ),
});

const risks: Readonly<Record<string, Severity>> = {
  3: 'high',
  2: 'medium',
  1: 'low',
  0: 'info',
};

const tag = (text: string, name: string) =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';

/** As much of a ZAP report as life cycle needs; the product's parser is elsewhere. */
function readAlerts(xml: string): FoundFinding[] {
  const site = /<site [^>]*name="([^"]*)"/.exec(xml)?.[1];
  return xml
    .replace(/<!--.*?-->/gs, '')
    .split('<alertitem>')
    .slice(1)
    .map(alert => {
      const pluginId = tag(alert, 'pluginid');
      const severity = risks[tag(alert, 'riskcode')] ?? 'unknown';
      const identity = findingIdentity({
        kind: 'dast',
        tool: { name: 'OWASP ZAP' },
        ruleId: tag(alert, 'alertRef') || pluginId,
        vulnerabilityIds: [],
        fingerprints: { pluginId },
        target: site,
        locations: [{ url: tag(alert, 'uri') }],
      });
      return {
        keys: identity.keys,
        identityVersion: identity.version,
        collapses: identity.collapses,
        occurrences: 1,
        gone: false,
        suppressedBy: null,
        severity,
        content: { title: tag(alert, 'name') || tag(alert, 'alert'), severity },
        sortKey: pluginId,
      };
    });
}

const fixtures = securityFixtures();
if (!fixtures) {
  // eslint-disable-next-line jest/no-disabled-tests, jest/expect-expect
  it.skip('SEQUENCES.json (skipped: the fixtures do not exist)', () => {});
} else {
  describe('SEQUENCES.json', () => {
    const { sequences } = sequencesSchema.parse(
      fixtures.json('SEQUENCES.json'),
    );

    it.each(sequences.map(one => [one.id, one] as const))('%s', (_, one) => {
      let stored: ExistingFinding[] = [];
      one.files.forEach((file, index) => {
        const scannedAt = new Date(Date.UTC(2026, 0, 1 + index));
        const { counters, decisions } = decideImport(
          stored,
          readAlerts(fixtures.text(file) ?? ''),
          {
            status: 'success',
            rejected: 0,
            scannedAt,
            lastScannedAt:
              index === 0 ? null : new Date(Date.UTC(2026, 0, index)),
            closeOld: one.options?.close_old_findings,
          },
        );
        const { created, closed, reactivated, untouched, active_after, after } =
          one.expected[index];
        const told = {
          created: counters.created,
          closed: counters.fixed,
          reactivated: counters.reopened,
          untouched: counters.unchanged,
        };
        expect(told).toMatchObject(
          JSON.parse(
            JSON.stringify({ created, closed, reactivated, untouched }),
          ),
        );
        stored = decisions.map((item, at) => ({
          ...item,
          id: item.id ?? `f${index}-${at}`,
          ordinal: at,
          resolution: null,
          acceptedUntil: null,
        }));
        const active = stored.filter(({ state }) => state === 'open').length;
        expect(active).toBe(active_after ?? after?.active ?? active);
      });
    });
  });
}
