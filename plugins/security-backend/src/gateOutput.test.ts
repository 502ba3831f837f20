import { z } from 'zod';
import {
  codeFinding,
  GateWorld,
  packageFinding,
  startGateWorld,
} from './__testUtils__/startGateWorld';

/** What SARIF 2.1.0 asks of the parts that are written, by its sections. */
const sarifSchema = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z
    .array(
      z
        .object({
          tool: z.object({
            driver: z.object({
              name: z.string().min(1),
              rules: z.array(z.object({ id: z.string().min(1) })).optional(),
            }),
          }),
          // 3.14.23: null or absent would mean that the run failed to scan.
          results: z.array(
            z.object({
              ruleId: z.string().min(1),
              ruleIndex: z.int().min(0).optional(),
              level: z.enum(['none', 'note', 'warning', 'error']),
              message: z.object({ text: z.string().min(1) }),
              locations: z
                .array(
                  z.object({
                    physicalLocation: z
                      .object({
                        artifactLocation: z.object({
                          // 3.4.3: a URI reference, percent-encoded.
                          uri: z.string().regex(/^[^\s<>"\\^`{|}]+$/),
                        }),
                        region: z
                          .object({ startLine: z.int().min(1) })
                          .optional(),
                      })
                      .optional(),
                  }),
                )
                .optional(),
              suppressions: z
                .array(z.object({ kind: z.enum(['inSource', 'external']) }))
                .optional(),
            }),
          ),
          invocations: z
            .array(z.object({ executionSuccessful: z.boolean() }))
            .optional(),
        })
        .superRefine(({ tool, results }, context) => {
          const ids = tool.driver.rules?.map(({ id }) => id) ?? [];
          if (new Set(ids).size !== ids.length) {
            context.addIssue('3.19.23: a rule is told twice');
          }
          for (const { ruleId, ruleIndex } of results) {
            if (ruleIndex !== undefined && ids[ruleIndex] !== ruleId) {
              context.addIssue(`3.27.6: ${ruleId} is not rule ${ruleIndex}`);
            }
          }
        }),
    )
    .min(1),
});

const hostile =
  '[click](https://evil.example) <img src=x onerror=alert(1)> @everyone | a | b\n# heading `code`';

describe('what the gate gives to others', () => {
  let world: GateWorld;
  let id: string;
  let broken: string;
  beforeAll(async () => {
    world = await startGateWorld();
    const entity = world.fresh();
    await world.scanned(entity, [
      codeFinding({
        ruleId: 'sql',
        title: hostile,
        severity: 'critical',
        locations: [{ path: 'src/a file.ts', startLine: 3 }],
      }),
      codeFinding({ ruleId: 'borne', severity: 'high' }),
      packageFinding('CVE-2026-9', { severity: 'medium', title: hostile }),
      codeFinding({ ruleId: 'no place', severity: 'high', locations: [] }),
    ]);
    await world.policy(entity, {
      exceptions: [{ rule: 'borne', reason: hostile }],
    });
    ({ id } = await world.ask(entity));
    ({ id: broken } = await world.ask(world.fresh()));
  });
  afterAll(() => world?.stop());

  const output = (of: string, format: string) =>
    world.get(`/v1/gates/evaluations/${of}/output?format=${format}`);

  it.each(['with findings', 'without a scan'])(
    'is SARIF 2.1.0 as its text asks: a decision %s',
    async which => {
      const answer = await output(
        which === 'with findings' ? id : broken,
        'sarif',
      );
      expect(answer.headers['content-type']).toContain(
        'application/sarif+json',
      );
      const sarif = JSON.parse(answer.text ?? answer.body.toString());
      expect(sarifSchema.safeParse(sarif).error?.issues).toBeUndefined();
    },
  );

  it('tells code scanning what fails, and not to alert on what was excused', async () => {
    const answer = await output(id, 'sarif');
    const [run] = JSON.parse(answer.text ?? answer.body.toString()).runs;
    const shown = run.results.map(
      (one: { ruleId: string; level: string; suppressions?: object[] }) => [
        one.ruleId,
        one.level,
        one.suppressions?.length ?? 0,
      ],
    );
    expect(shown).toEqual(
      expect.arrayContaining([
        ['sql', 'error', 0],
        ['CVE-2026-9', 'warning', 0],
        ['borne', 'note', 1],
      ]),
    );
    expect(
      run.results[0].locations[0].physicalLocation.artifactLocation.uri,
    ).toBe('src/a%20file.ts');
    expect(run.properties).toMatchObject({ verdict: 'fail', passed: false });
  });

  it('is Markdown in which text of reports is text', async () => {
    const answer = await output(id, 'markdown');
    expect(answer.headers['content-type']).toContain('text/markdown');
    const { text } = answer;
    expect(text).toContain('## Security gate failed');
    expect(text).not.toMatch(/(?<!\\)\[click(?<!\\)\]/);
    expect(text).not.toContain('<img');
    expect(text).not.toContain('@everyone');
    expect(text).not.toContain('https://evil.example');
    expect(text).not.toMatch(/^# heading/m);
    // Every row has as many cells as the head of its table.
    const cells = (line: string) => line.split(/(?<!\\)\|/).length;
    const rows = text.split('\n').filter((line: string) => /^\|/.test(line));
    expect(rows.length).toBeGreaterThan(4);
    expect(new Set(rows.map(cells)).size).toBe(1);
  });

  it('says in Markdown which scan is missing', async () => {
    const { text } = await output(broken, 'markdown');
    expect(text).toContain('could not be decided and does not pass');
    expect(text).toContain('No scan ever came in.');
  });

  it('refuses other formats and decisions nobody knows', async () => {
    const wrong = await output(id, 'pdf');
    expect([wrong.status, wrong.body.error.path]).toEqual([
      400,
      '/query/format',
    ]);
    expect((await output('nothing', 'sarif')).status).toBe(404);
  });
});
