export const cyclonedx = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:00000000-0000-4000-8000-000000000003',
  metadata: {
    timestamp: '2030-01-02T03:04:05Z',
    tools: { components: [{ type: 'application', name: 'mapper' }] },
    authors: [{ name: 'Acme Security' }],
    component: { 'bom-ref': 'shop', type: 'application', name: 'shop' },
  },
  components: [
    {
      'bom-ref': 'runner',
      type: 'library',
      group: 'org.example',
      name: 'runner',
      version: '1.0',
      purl: 'pkg:maven/org.example/runner@1.0?type=jar',
      licenses: [{ license: { id: 'Apache-2.0' } }],
      hashes: [{ alg: 'SHA-256', content: 'ab'.repeat(32) }],
      components: [{ type: 'library', name: 'inner', version: '0.1' }],
    },
    {
      'bom-ref': 'rope',
      type: 'library',
      name: 'rope',
      version: '2.0',
      licenses: [{ expression: 'MIT OR Apache-2.0' }],
    },
  ],
  dependencies: [
    { ref: 'shop', dependsOn: ['runner'] },
    { ref: 'runner', dependsOn: ['rope'] },
  ],
  vulnerabilities: [
    {
      id: 'CVE-2030-10004',
      source: { name: 'NVD', url: 'https://example.org/CVE-2030-10004' },
      references: [{ id: 'GHSA-2233-4455-6677' }],
      ratings: [
        { method: 'other', severity: 'low' },
        {
          method: 'CVSSv31',
          severity: 'high',
          score: 7.5,
          vector: 'AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
        },
        { method: 'CVSSv2', severity: 'critical' },
      ],
      cwes: [78],
      recommendation: 'Update',
      affects: [{ ref: 'runner' }],
    },
    {
      id: 'CVE-2030-10007',
      ratings: [{ method: 'CVSSv3', score: 9.1 }],
      analysis: {
        state: 'not_affected',
        justification: 'code_not_reachable',
        detail: 'Nobody calls it.',
      },
      affects: [{ ref: 'rope' }],
    },
    {
      id: 'CVE-2030-10008',
      analysis: { state: 'exploitable', response: ['will_not_fix'] },
      affects: [{ ref: 'shop' }, { ref: 'urn:cdx:abc/1#pkg%3Anpm/x@1' }],
    },
    {
      id: 'CVE-2030-10009',
      analysis: { state: 'resolved' },
      affects: [{ ref: 'rope' }],
    },
  ],
};

export const cyclonedxXml = `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1">
  <metadata>
    <timestamp>2030-01-02T03:04:05Z</timestamp>
    <tools><tool><vendor>Acme</vendor><name>mapper</name></tool></tools>
    <component bom-ref="shop" type="container"><name>shop</name></component>
  </metadata>
  <components>
    <component bom-ref="runner" type="library">
      <group>org.example</group>
      <name>runner</name>
      <version>1.0</version>
      <hashes><hash alg="MD5">00ff</hash></hashes>
      <licenses><license><id>Apache-2.0</id></license></licenses>
      <purl>pkg:maven/org.example/runner@1.0</purl>
      <components>
        <component type="library"><name>inner</name></component>
      </components>
    </component>
    <component type="library">
      <name>rope</name>
      <licenses><expression>MIT OR ISC</expression></licenses>
    </component>
  </components>
  <dependencies>
    <dependency ref="shop"><dependency ref="runner"/></dependency>
  </dependencies>
  <vulnerabilities>
    <vulnerability>
      <id>CVE-2030-10004</id>
      <ratings><rating>
        <score>9.8</score><severity>critical</severity><method>CVSSv31</method>
        <vector>AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H</vector>
      </rating></ratings>
      <cwes><cwe>78</cwe></cwes>
      <advisories><advisory><url>https://example.org/run</url></advisory></advisories>
      <analysis>
        <state>in_triage</state>
        <responses><response>update</response></responses>
      </analysis>
      <affects><target><ref>runner</ref></target></affects>
    </vulnerability>
  </vulnerabilities>
</bom>`;

export const cyclonedxOldXml = `<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.2"
     xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0" version="1">
  <components>
    <component type="library">
      <name>rope</name><version>2.0</version>
      <v:vulnerabilities>
        <v:vulnerability ref="x">
          <v:id>CVE-2030-10008</v:id>
          <v:ratings><v:rating>
            <v:score><v:base>4.3</v:base></v:score>
            <v:severity>Unknown</v:severity>
            <v:method>CVSSv2</v:method>
            <v:vector>AV:N/AC:M/Au:N/C:N/I:P/A:N</v:vector>
          </v:rating></v:ratings>
          <v:advisories><v:advisory>https://example.org/a</v:advisory></v:advisories>
        </v:vulnerability>
      </v:vulnerabilities>
    </component>
  </components>
</bom>`;

export const spdx = {
  SPDXID: 'SPDXRef-DOCUMENT',
  spdxVersion: 'SPDX-2.3',
  name: 'shop',
  creationInfo: { creators: ['Organization: Acme', 'Tool: mapper-1.2.3'] },
  documentDescribes: ['SPDXRef-shop'],
  packages: [
    { SPDXID: 'SPDXRef-shop', name: 'shop', versionInfo: 'NOASSERTION' },
    {
      SPDXID: 'SPDXRef-runner',
      name: 'runner',
      versionInfo: '1.0',
      supplier: 'Organization: Example (mail@example.org)',
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: 'Apache-2.0',
      checksums: [{ algorithm: 'SHA1', checksumValue: '00ff' }],
      externalRefs: [
        {
          referenceCategory: 'PACKAGE-MANAGER',
          referenceType: 'purl',
          referenceLocator: 'pkg:maven/org.example/runner@1.0',
        },
        {
          referenceCategory: 'SECURITY',
          referenceType: 'advisory',
          referenceLocator: 'https://example.org/CVE-2030-10004',
        },
      ],
    },
    { SPDXID: 'SPDXRef-tester', name: 'tester', versionInfo: '3' },
  ],
  relationships: [
    {
      spdxElementId: 'SPDXRef-shop',
      relationshipType: 'DEPENDS_ON',
      relatedSpdxElement: 'SPDXRef-runner',
    },
    {
      spdxElementId: 'SPDXRef-tester',
      relationshipType: 'DEV_DEPENDENCY_OF',
      relatedSpdxElement: 'SPDXRef-shop',
    },
  ],
};

export const spdxTags = `# An SBOM
SPDXVersion: SPDX-2.2
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
Creator: Tool: mapper-1.2.3
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-shop

PackageName: shop
SPDXID: SPDXRef-shop
PackageVersion: 1.0

PackageName: runner
SPDXID: SPDXRef-runner
PackageVersion: 1.0
PackageLicenseDeclared: Apache-2.0
PackageComment: <text>Two
lines: of it</text>
PackageChecksum: SHA1: 00ff
ExternalRef: PACKAGE-MANAGER purl pkg:maven/org.example/runner@1.0
Relationship: SPDXRef-shop DEPENDS_ON SPDXRef-runner

FileName: ./a.c
SPDXID: SPDXRef-file
`;

export const spdx3 = {
  '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
  '@graph': [
    { type: 'SpdxDocument', spdxId: 'd', rootElement: ['shop'] },
    { type: 'software_Package', spdxId: 'shop', name: 'shop' },
    {
      type: 'software_Package',
      spdxId: 'runner',
      name: 'runner',
      software_packageVersion: '1.0',
      software_packageUrl: 'pkg:maven/org.example/runner@1.0',
    },
    {
      type: 'simplelicensing_LicenseExpression',
      spdxId: 'l',
      simplelicensing_licenseExpression: 'Apache-2.0',
    },
    {
      type: 'Relationship',
      from: 'runner',
      relationshipType: 'hasDeclaredLicense',
      to: ['l'],
    },
    {
      type: 'Relationship',
      from: 'shop',
      relationshipType: 'dependsOn',
      to: ['runner'],
    },
  ],
};
