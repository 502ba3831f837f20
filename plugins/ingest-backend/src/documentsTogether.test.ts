import { startTestDoor, TestDoor } from './__testUtils__/startTestDoor';
import { zipOfFiles } from './__testUtils__/zipOfFiles';

const bom = (name = 'rope') =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { component: { type: 'application', name: 'shop' } },
    components: [{ 'bom-ref': name, type: 'library', name, version: '2.0' }],
  });

const openvex = (statements: object[]) =>
  JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://acme.example/vex/1',
    author: 'Acme',
    timestamp: '2026-03-01T10:00:00Z',
    version: 1,
    statements,
  });
const statement = {
  vulnerability: { name: 'CVE-2026-1' },
  products: [{ '@id': 'pkg:npm/rope@2.0' }],
  status: 'not_affected',
  justification: 'component_not_present',
};
const cyclonedxVex = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  vulnerabilities: [
    {
      id: 'CVE-2026-2',
      analysis: { state: 'not_affected', justification: 'code_not_reachable' },
      affects: [{ ref: 'rope' }],
    },
  ],
});

describe('an SBOM and VEX documents in one zip', () => {
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

  const preview = async (files: Record<string, string>) =>
    (
      await test.request(
        'POST',
        '/v1/preview/reports?entity=component:default/shop&category=sbom',
        {
          as: 'external:ci-1',
          body: zipOfFiles(files),
          headers: { 'content-type': 'application/zip' },
        },
      )
    ).json;

  it.each([
    ['SBOM first', { 'bom.json': bom(), 'vex.json': openvex([statement]) }],
    ['VEX first', { 'vex.json': openvex([statement]), 'bom.json': bom() }],
  ])('are one report: %s', async (_, files) => {
    const answer = await preview(files);
    expect(answer).toMatchObject({
      outcome: 'accepted',
      format: 'openvex+cyclonedx',
      records: 3,
      summary: { components: 2, vex: 1 },
      rejectedCount: 0,
    });
    expect(answer.events).toHaveLength(1);
  });

  it('are one report, both of CycloneDX', async () => {
    expect(
      await preview({ 'bom.json': bom(), 'vex.json': cyclonedxVex }),
    ).toMatchObject({
      outcome: 'accepted',
      format: 'cyclonedx',
      summary: { components: 2, vex: 1 },
    });
  });

  it('may be VEX documents of two formats', async () => {
    expect(
      await preview({
        'vdr.json': cyclonedxVex,
        'vex.json': openvex([statement]),
      }),
    ).toMatchObject({ format: 'openvex+cyclonedx', summary: { vex: 2 } });
  });

  it('tell the file and the path of what could not be read', async () => {
    expect(
      await preview({
        'bom.json': bom(),
        'vex.json': openvex([statement, { status: 'fixed' }]),
      }),
    ).toMatchObject({
      records: 3,
      rejectedCount: 1,
      rejected: [{ path: expect.stringMatching(/^\/file\/2\/statements\/1/) }],
    });
  });

  it.each([
    ['two SBOMs', { 'a.json': bom(), 'b.json': bom('lace') }, /several SBOMs/],
    [
      'a scan beside an SBOM',
      {
        'a.json': bom(),
        'b.json': JSON.stringify([
          { code: 'DL3002', level: 'error', file: 'Dockerfile', line: 1 },
        ]),
      },
      /Send each report on its own/,
    ],
    [
      'a file nobody knows',
      { 'a.json': bom(), 'b.json': '{"a":1}' },
      /none of the formats/,
    ],
    [
      'one that is cut off',
      { 'a.json': bom(), 'b.json': openvex([statement]).slice(0, -20) },
      /cut off/,
    ],
  ])('are taken in whole or not at all: %s', async (_, files, reason) => {
    expect(await preview(files)).toMatchObject({
      outcome: 'rejected',
      reason: expect.stringMatching(reason),
      events: [],
    });
  });
});
