import { createHash } from 'node:crypto';

const hash = (...parts) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

const levels = ['error', 'warning', 'note'];

/**
 * A SARIF file as a code scanner writes it. `changed` is how often it changed since the
 * first: each time one result of a hundred, others than before, is told in other words.
 */
export function sarifReport({ count, seed, changed = 0 }) {
  const results = [];
  for (let n = 0; n < count; n++) {
    const since = (n % 100) + 1;
    const touched = since <= changed;
    // Of the touched ones a third has another fingerprint: it is known by its place.
    const id = touched && n % 3 === 0 ? `${n}-${since}` : n;
    const file = `src/${hash(seed, n % 900).slice(0, 2)}/module${n % 900}.ts`;
    results.push({
      ruleId: `rule-${n % 300}`,
      level: levels[n % 3],
      message: {
        text: `Finding ${id} of ${seed}${
          touched ? `, told anew ${since}` : ''
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
