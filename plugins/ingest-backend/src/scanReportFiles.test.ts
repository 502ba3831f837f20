import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startTestDoor, TestDoor } from './__testUtils__/startTestDoor';
import { zipOfFiles } from './__testUtils__/zipOfFiles';

const folder = resolve(__dirname, '../../../../shared/fixtures/security');

const bom = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  components: [{ type: 'library', name: 'rope', version: '2.0' }],
});

/** Public files that the door itself has to open or to refuse. */
const files: [name: string, category: string, answer: object][] = [
  [
    'sonarqube-json/findings_over_api.zip',
    'security',
    {
      format: 'sonarqube',
      records: 2,
      summary: {
        findings: 2,
        'severity.medium': 1,
        'severity.low': 1,
        quality: 4,
      },
    },
  ],
  [
    'sonarqube-json/empty_zip.zip',
    'security',
    { outcome: 'rejected', reason: expect.stringMatching(/empty/) },
  ],
  [
    'conftest-json/clean.yaml',
    'policy',
    { outcome: 'rejected', reason: expect.stringMatching(/none of the/) },
  ],
  [
    'license-checker-json/node-fetch__license-checker.json',
    'licence',
    {
      format: 'license-checker',
      summary: { components: 801, 'severity.medium': 1 },
    },
  ],
];
const there = files.filter(([name]) => existsSync(join(folder, name)));
if (there.length === 0) {
  process.stdout.write(`Left out: no reports of scanners at ${folder}.\n`);
}
const publicFiles =
  there.length > 0 ? there : [['', 'sbom', { format: 'cyclonedx' }] as const];

describe('files of scanners at the door', () => {
  let test: TestDoor;
  beforeAll(async () => {
    test = await startTestDoor({
      sources: {
        scans: {
          kind: 'events',
          tokenSubjects: ['external:ci-*'],
          entities: ['component:default/shop'],
        },
      },
    });
  });
  afterAll(() => test.stop());

  const preview = (body: string | Buffer, query: string) =>
    test.request(
      'POST',
      `/v1/preview/reports?entity=component:default/shop&${query}`,
      {
        as: 'external:ci-1',
        body,
        headers: { 'content-type': 'application/octet-stream' },
      },
    );

  it.each([
    ['trivy', /This is cyclonedx, not trivy/],
    ['snyk', /This is cyclonedx, not snyk/],
  ])('are told when they are named %s and are not', async (format, reason) => {
    const answer = await preview(bom, `category=security&format=${format}`);
    expect(answer.json).toMatchObject({
      outcome: 'rejected',
      reason: expect.stringMatching(reason),
      reasonPath: '/query/format',
    });
  });

  it('are read under their own name, and without one', async () => {
    for (const query of ['category=sbom', 'category=sbom&format=cyclonedx']) {
      expect((await preview(bom, query)).json).toMatchObject({
        format: 'cyclonedx',
        summary: { components: 1, findings: 0 },
      });
    }
  });

  it('are what their name says where nobody else could tell', async () => {
    const none = '{"actions":[],"advisories":{},"muted":[],"metadata":{}}';
    for (const format of ['npm-audit-v6', 'pnpm-audit', 'yarn-berry-audit']) {
      const answer = await preview(none, `category=security&format=${format}`);
      expect(answer.json).toMatchObject({ format, summary: { findings: 0 } });
    }
  });

  it('are refused as a zip of several where a format reads one', async () => {
    const two = zipOfFiles({ a: bom, b: bom });
    expect((await preview(two, 'category=sbom')).json).toMatchObject({
      outcome: 'rejected',
      reason: expect.stringContaining('several'),
    });
  });

  it.each(publicFiles)(
    'are read as they lie: %s of the category %s',
    async (name, category, expected) => {
      const body = name ? readFileSync(join(folder, name)) : bom;
      const answer = await preview(body, `category=${category}`);
      expect(answer.json).toMatchObject(expected);
    },
  );
});
