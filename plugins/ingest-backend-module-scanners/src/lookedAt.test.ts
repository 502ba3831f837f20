import { readScan } from './__testUtils__/securityFixtures';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const figuresOf = async (report: object) =>
  (await readScan(JSON.stringify(report))).figures;

const npm7 = (total: number) => ({
  auditReportVersion: 2,
  vulnerabilities: {},
  metadata: { vulnerabilities: { total: 0 }, dependencies: { total } },
});
const npm6 = (totalDependencies: number) => ({
  runId: 'r1',
  actions: [],
  advisories: {},
  metadata: { vulnerabilities: {}, totalDependencies },
});
const kics = (files_scanned: number) => ({
  kics_version: 'v2.0.0',
  files_scanned,
  queries_total: 10,
  queries: [],
});
const gosec = (files: number) => ({
  'Golang errors': {},
  Issues: [],
  Stats: { files, lines: 0, nosec: 0, found: 0 },
  GosecVersion: '2.20.0',
});
const semgrep = (scanned: string[]) => ({
  version: '1.90.0',
  results: [],
  errors: [],
  paths: { scanned },
});

describe('a report that found nothing', () => {
  it.each([
    ['npm 7', npm7(0), npm7(120)],
    ['npm 6', npm6(0), npm6(120)],
    ['KICS', kics(0), kics(3)],
    ['gosec', gosec(0), gosec(3)],
    ['Semgrep', semgrep([]), semgrep(['src/a.ts'])],
  ])(
    'says by its own count whether it looked at anything: %s',
    async (_, nothing, clean) => {
      expect(await figuresOf(nothing)).toMatchObject({ empty: true });
      expect(await figuresOf(clean)).not.toHaveProperty('empty');
    },
  );

  it('is not called empty where it tells no count', async () => {
    const { metadata: _, ...report } = npm7(0);
    expect(await figuresOf(report)).not.toHaveProperty('empty');
  });
});

describe('the image of a scan', () => {
  it('is told by its digests, whatever its tag is', async () => {
    expect(
      await figuresOf({
        SchemaVersion: 2,
        ArtifactName: 'registry.example/acme/shop:1.4',
        ArtifactType: 'container_image',
        Metadata: {
          RepoDigests: [`registry.example/acme/shop@${digest('a')}`],
          ImageConfig: { architecture: 'amd64' },
        },
        Results: [],
      }),
    ).toMatchObject({ digests: [digest('a')] });
    expect(
      await figuresOf({
        matches: [],
        source: {
          type: 'image',
          target: {
            userInput: 'acme/shop:1.4',
            manifestDigest: digest('b'),
            repoDigests: [`acme/shop@${digest('c')}`],
          },
        },
        distro: {},
        descriptor: { name: 'grype', version: '0.80.0' },
      }),
    ).toMatchObject({ digests: [digest('b'), digest('c')] });
  });

  it('is none for a folder', async () => {
    expect(await figuresOf(npm7(3))).not.toHaveProperty('digests');
  });
});
