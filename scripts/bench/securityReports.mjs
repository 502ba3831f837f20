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
