import { subjectKey } from '@quarterdeck/plugin-ingest-common';
import { readExample } from './__testUtils__/readExample';

const subjectOf = async (report: unknown) => {
  const { subject } = (await readExample(report)).figures;
  return subject && subjectKey(subject);
};

const sarif = (...runs: object[]) => ({
  version: '2.1.0',
  runs: runs.map(run => ({
    tool: { driver: { name: 'Lintel' } },
    results: [],
    ...run,
  })),
});
const from = (...repositories: string[]) => ({
  versionControlProvenance: repositories.map(repositoryUri => ({
    repositoryUri,
  })),
});
const trivy = (more: object) => ({
  SchemaVersion: 2,
  Results: [],
  ...more,
});
const cyclonedx = (component: object) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { component: { name: 'shop', type: 'application', ...component } },
  components: [],
});

/** What a report says that it is of, so that it needs no entity at the door. */
describe('the origin of a report', () => {
  const repository = 'git.acme.example/pay/shop';
  const image = 'registry.acme.example/pay/shop';

  it.each<[string, string | undefined, unknown]>([
    ['SARIF', repository, sarif(from(`https://${repository}.git`))],
    [
      'SARIF of several runs of one repository',
      repository,
      sarif(
        from(`https://${repository}`),
        from(`git@git.acme.example:pay/shop`),
      ),
    ],
    [
      'SARIF of two repositories',
      undefined,
      sarif(
        from(`https://${repository}`),
        from('https://github.com/acme/till'),
      ),
    ],
    ['SARIF that says nothing', undefined, sarif({})],
    [
      'SARIF of an image',
      image,
      sarif({ properties: { imageName: `${image}:1.4.0` } }),
    ],
    [
      'Trivy of an image',
      image,
      trivy({
        ArtifactName: `${image}:1.4.0`,
        ArtifactType: 'container_image',
      }),
    ],
    [
      'Trivy of a repository',
      repository,
      trivy({
        ArtifactName: `https://${repository}`,
        ArtifactType: 'repository',
      }),
    ],
    [
      'Trivy of a folder that was cloned',
      repository,
      trivy({
        ArtifactName: '.',
        ArtifactType: 'filesystem',
        Metadata: { RepoURL: `https://${repository}.git` },
      }),
    ],
    [
      'Trivy of a folder',
      undefined,
      trivy({ ArtifactName: './shop', ArtifactType: 'filesystem' }),
    ],
    [
      'Trivy operator',
      image,
      {
        apiVersion: 'aquasecurity.github.io/v1alpha1',
        kind: 'VulnerabilityReport',
        metadata: { name: 'shop' },
        report: {
          registry: { server: 'registry.acme.example' },
          artifact: { repository: 'pay/shop', tag: '1.4.0' },
          vulnerabilities: [],
        },
      },
    ],
    [
      'Grype',
      image,
      {
        matches: [],
        descriptor: { name: 'grype', version: '0.80.0' },
        source: { type: 'image', target: { userInput: `${image}:1.4.0` } },
      },
    ],
    [
      'Dockle',
      image,
      {
        image: `${image}:1.4.0`,
        summary: { fatal: 0, warn: 0, info: 0, skip: 0, pass: 10 },
        details: [],
      },
    ],
    [
      'CycloneDX by its reference',
      repository,
      cyclonedx({
        externalReferences: [
          { type: 'website', url: 'https://acme.example/docs/shop' },
          { type: 'vcs', url: `git+https://${repository}.git` },
        ],
      }),
    ],
    [
      'CycloneDX of an image',
      image,
      cyclonedx({ type: 'container', name: image, version: '1.4.0' }),
    ],
    [
      'CycloneDX of an image by its package URL',
      image,
      cyclonedx({
        type: 'container',
        name: 'shop',
        purl: 'pkg:oci/shop@1?repository_url=registry.acme.example%2Fpay%2Fshop',
      }),
    ],
    ['CycloneDX that names a product', undefined, cyclonedx({})],
    [
      'CycloneDX as XML',
      repository,
      `<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><metadata><component type="application"><name>shop</name><externalReferences><reference type="vcs"><url>https://${repository}.git</url></reference></externalReferences></component></metadata><components/></bom>`,
    ],
    [
      'SPDX as a forge exports it',
      'github.com/acme/shop',
      {
        spdxVersion: 'SPDX-2.3',
        SPDXID: 'SPDXRef-DOCUMENT',
        name: 'com.github.acme/shop',
        documentDescribes: ['SPDXRef-shop'],
        packages: [
          {
            SPDXID: 'SPDXRef-shop',
            name: 'com.github.acme/shop',
            downloadLocation: 'git+https://github.com/acme/shop',
            externalRefs: [
              {
                referenceCategory: 'PACKAGE-MANAGER',
                referenceType: 'purl',
                referenceLocator: 'pkg:github/acme/shop@main',
              },
            ],
          },
          {
            SPDXID: 'SPDXRef-rope',
            name: 'left-rope',
            downloadLocation: 'git+https://github.com/acme/left-rope',
          },
        ],
      },
    ],
    [
      'an alert of GitHub',
      'github.com/acme/shop',
      [
        {
          number: 1,
          state: 'open',
          html_url: 'https://github.com/acme/shop/security/code-scanning/1',
          rule: { id: 'r1', severity: 'error', description: 'Bad' },
          tool: { name: 'Lintel' },
        },
      ],
    ],
  ])('of %s is %s', async (_, expected, report) => {
    expect(await subjectOf(report)).toBe(expected);
  });
});
