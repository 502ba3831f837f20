import { createHash } from 'node:crypto';

const hash = (...parts) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

const levels = ['error', 'warning', 'note'];

/**
 * A SARIF file as a code scanner writes it. `changed`: one result of a hundred is
 * told in other words, gone, or new.
 */
export function sarifReport({ count, seed, changed = 0 }) {
  const results = [];
  for (let n = 0; n < count; n++) {
    const touched = changed > 0 && n % 100 === changed % 100;
    // Of the touched ones a third is another finding: one gone, one new.
    const id = touched && n % 3 === 0 ? `${n}-${changed}` : n;
    const file = `src/${hash(seed, n % 900).slice(0, 2)}/module${n % 900}.ts`;
    results.push({
      ruleId: `rule-${n % 300}`,
      level: levels[n % 3],
      message: {
        text: `Finding ${id} of ${seed}${
          touched ? `, told anew ${changed}` : ''
        }: input reaches a query without being checked.`,
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: file },
            region: {
              startLine: (n % 900) + 1,
              endLine: (n % 900) + 3,
              snippet: { text: `query(${id})` },
            },
          },
        },
      ],
      partialFingerprints: {
        primaryLocationLineHash: `${hash(seed, id).slice(0, 16)}:1`,
      },
    });
  }
  return JSON.stringify({
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: {
          driver: {
            name: 'lookout',
            semanticVersion: '3.1.0',
            rules: Array.from({ length: 300 }, (_, n) => ({
              id: `rule-${n}`,
              shortDescription: { text: `Rule ${n}` },
              properties: { 'security-severity': String((n % 100) / 10) },
            })),
          },
        },
        results,
      },
    ],
  });
}

/** A CycloneDX file of one service; some have an old log4j-core. */
export function sbomReport({ seed, components }) {
  return JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        name: `service-${seed}`,
        version: '1.0.0',
      },
    },
    components: [
      {
        type: 'library',
        'bom-ref': 'log4j',
        group: 'org.apache.logging.log4j',
        name: 'log4j-core',
        version: seed % 10 === 0 ? '2.14.1' : '2.20.0',
        purl: `pkg:maven/org.apache.logging.log4j/log4j-core@${
          seed % 10 === 0 ? '2.14.1' : '2.20.0'
        }`,
      },
      ...Array.from({ length: components - 1 }, (_, n) => {
        const name = `package-${(n * 7 + seed * 13) % 4000}`;
        const version = `${1 + (n % 4)}.${seed % 12}.${n % 9}`;
        return {
          type: 'library',
          'bom-ref': `${name}@${version}`,
          name,
          version,
          purl: `pkg:npm/${name}@${version}`,
          licenses: [
            { license: { id: n % 40 === 0 ? 'GPL-3.0-only' : 'MIT' } },
          ],
        };
      }),
    ],
  });
}
