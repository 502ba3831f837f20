import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { z } from 'zod';
import {
  codeFinding,
  GateWorld,
  packageFinding,
  startGateWorld,
} from './__testUtils__/startGateWorld';

const ms = z.int().positive();
const known = z.string().min(1);

/** As much of OCSF 1.4, class 2002, as its schema requires, and what we fill besides. */
const ocsfSchema = z.object({
  activity_id: z.literal([1, 2, 3]),
  category_uid: z.literal(2),
  class_uid: z.literal(2002),
  type_uid: z.int(),
  time: ms,
  severity_id: z.int().min(0).max(6),
  status_id: z.int().min(0).max(99),
  metadata: z.object({
    version: known,
    product: z.object({ name: known, vendor_name: known }),
  }),
  finding_info: z.object({ uid: known, title: known, created_time: ms }),
  resources: z.array(z.object({ uid: known })),
  vulnerabilities: z
    .array(
      z.object({
        title: known,
        severity: known,
        cve: z
          .object({
            uid: z.string().regex(/^CVE-/),
            cvss: z
              .array(z.object({ version: known, base_score: z.number() }))
              .optional(),
            epss: z.object({ score: z.string() }).optional(),
          })
          .optional(),
        cwe: z.object({ uid: z.string().regex(/^CWE-\d+$/) }).optional(),
        affected_packages: z
          .array(z.object({ name: known, version: known }))
          .optional(),
        affected_code: z
          .array(
            z.object({ file: z.object({ name: known, type_id: z.int() }) }),
          )
          .optional(),
        first_seen_time: ms,
        last_seen_time: ms,
      }),
    )
    .min(1),
});

describe('findings for a SIEM, as OCSF', () => {
  let world: GateWorld;
  let entity: string;
  beforeAll(async () => {
    world = await startGateWorld();
    entity = world.fresh();
    const gone = codeFinding({ ruleId: 'gone', severity: 'low' });
    const all = [
      codeFinding({ ruleId: 'sql', severity: 'critical', cwes: [89] }),
      codeFinding({
        ruleId: 'leak',
        kind: 'secret',
        severity: 'unknown',
        secret: { hmac: 'c'.repeat(64), mask: 'FAKE…0002' },
      }),
      packageFinding('CVE-2026-8', {
        severity: 'high',
        cvss: [{ version: '3.1', vector: 'CVSS:3.1/AV:N', score: 8.1 }],
        epss: { score: 0.25 },
        knownExploited: true,
        remediation: 'Update it.',
        references: ['https://example.com/a'],
        package: {
          name: 'left-rope',
          version: '1.2.0',
          ecosystem: 'npm',
          purl: 'pkg:npm/left-rope@1.2.0',
          fixedVersions: ['1.2.1'],
        },
      }),
      codeFinding({ ruleId: 'wrong', severity: 'medium' }),
    ];
    await world.scanned(entity, [...all, gone], {
      at: new Date(Date.now() - 7_200_000).toISOString(),
    });
    await world.scanned(entity, all);
    const { body } = await world.get(
      `/v1/findings?entity=${entity}&rule=wrong`,
    );
    await world.post(`/v1/findings/${body.items[0].id}/actions`).send({
      action: 'set_state',
      state: 'false_positive',
      reason: 'made up',
    });
  });
  afterAll(() => world?.stop());

  const exported = async (query = '') => {
    const answer = await world.get(
      `/v1/findings/export?format=ocsf&entity=${entity}${query}`,
    );
    expect(answer.status).toBe(200);
    const text: string = answer.text ?? answer.body.toString();
    return { answer, text, lines: text.trim().split('\n') };
  };
  const byRule = async (query = '') => {
    const { lines } = await exported(query);
    const all = lines.map(line => JSON.parse(line));
    return new Map(all.map(one => [one.finding_info.analytic.uid, one]));
  };

  it('is NDJSON of Vulnerability Findings, one a line, each by the schema of the class', async () => {
    const { answer, lines } = await exported();
    expect(answer.headers['content-type']).toContain('application/x-ndjson');
    expect(answer.headers['content-disposition']).toContain('.ocsf.ndjson');
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      const one = ocsfSchema.parse(JSON.parse(line));
      expect(one.type_uid).toBe(200_200 + one.activity_id);
    }
  });

  it('names vulnerability, package, scores, fix and place in the words of OCSF', async () => {
    const found = await byRule();
    expect(found.get('CVE-2026-8')).toMatchObject({
      severity_id: 4,
      status_id: 1,
      activity_id: 1,
      resources: [{ uid: entity, owner: { name: 'group:default/pay' } }],
      vulnerabilities: [
        {
          cve: {
            uid: 'CVE-2026-8',
            cvss: [{ version: '3.1', base_score: 8.1 }],
            epss: { score: '0.25' },
          },
          is_exploit_available: true,
          is_fix_available: true,
          affected_packages: [
            {
              name: 'left-rope',
              version: '1.2.0',
              purl: 'pkg:npm/left-rope@1.2.0',
              fixed_in_version: '1.2.1',
            },
          ],
          remediation: { desc: 'Update it.' },
        },
      ],
    });
    expect(found.get('sql')).toMatchObject({
      severity_id: 5,
      vulnerabilities: [
        {
          cwe: { uid: 'CWE-89' },
          affected_code: [
            { file: { name: 'a.ts', path: 'src/a.ts' }, start_line: 7 },
          ],
        },
      ],
    });
    // Unknown is a level of its own there as well.
    expect(found.get('leak').severity_id).toBe(0);
  });

  it('says what ended and why it is quiet', async () => {
    const found = await byRule('&state=fixed,false_positive');
    expect(found.get('gone')).toMatchObject({
      activity_id: 3,
      status_id: 4,
      end_time: expect.any(Number),
    });
    expect(found.get('wrong')).toMatchObject({
      activity_id: 3,
      status_id: 3,
      status_detail: 'made up',
      // When a person said so, not when a scan last told it.
      end_time: expect.any(Number),
    });
  });

  it('tells of a secret neither hash nor mask', async () => {
    const { text } = await exported();
    expect(text).not.toContain('c'.repeat(64));
    expect(text).not.toContain('FAKE…0002');
  });

  it('is refused without the permission to export', async () => {
    world.authorizeConditional.mockImplementationOnce(async requests =>
      requests.map(() => ({ result: AuthorizeResult.DENY as never })),
    );
    const { status } = await world.get('/v1/findings/export?format=ocsf');
    expect(status).toBe(403);
  });
});
