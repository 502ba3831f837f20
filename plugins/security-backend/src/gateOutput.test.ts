import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import {
  codeFinding,
  GateWorld,
  packageFinding,
  startGateWorld,
} from './__testUtils__/startGateWorld';

/** The schema of OASIS; of draft 4 it uses nothing that draft 7 reads otherwise. */
function sarifValidator() {
  const {
    $schema: _,
    id: __,
    ...schema
  } = JSON.parse(
    readFileSync(
      join(__dirname, '__testUtils__/schemas/sarif-schema-2.1.0.json'),
      'utf8',
    ),
  );
  return new Ajv({ strict: false, validateFormats: false }).compile(schema);
}

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
    'is SARIF 2.1.0 by its schema: a decision %s',
    async which => {
      const validate = sarifValidator();
      const answer = await output(
        which === 'with findings' ? id : broken,
        'sarif',
      );
      expect(answer.headers['content-type']).toContain(
        'application/sarif+json',
      );
      const sarif = JSON.parse(answer.text ?? answer.body.toString());
      expect([validate(sarif), validate.errors]).toEqual([true, null]);
      expect(validate({ ...sarif, version: '3' })).toBe(false);
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
