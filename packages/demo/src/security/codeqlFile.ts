import { ScanMoment } from './scanFiles';
import { isThere } from './weaknesses';

const flows = [
  {
    rule: 'js/sql-injection',
    score: '8.8',
    text: 'This query depends on a user-provided value.',
    name: 'Database query built from user-controlled sources',
    steps: [
      ['src/http/report.ts', 31, 'const order = request.query.order;'],
      ['src/http/report.ts', 38, 'return readReport(parseOrder(order));'],
      [
        'src/report/query.ts',
        88,
        'pool.query(`select * from entry order by ${order}`);',
      ],
    ],
  },
  {
    rule: 'js/path-injection',
    score: '7.5',
    text: 'This path depends on a user-provided value.',
    name: 'Uncontrolled data used in path expression',
    steps: [
      ['src/http/export.ts', 12, 'const name = request.params.name;'],
      ['src/export/readFile.ts', 27, 'return readFile(join(folder, name));'],
    ],
  },
] as const;

const placeOf = ([file, line, code]: readonly [string, number, string]) => ({
  physicalLocation: {
    artifactLocation: { uri: file },
    region: { startLine: line, snippet: { text: code } },
    contextRegion: {
      startLine: line - 2,
      endLine: line + 1,
      snippet: {
        text: `// what was asked for\nconst limit = 50;\n${code}\n// ends here\n`,
      },
    },
  },
});

/** What CodeQL writes: findings with the way a value takes to where it hurts. */
export function codeqlFile({ repository, at, until }: ScanMoment): string {
  const found = flows.filter(flow =>
    isThere([repository.name, flow.rule], at, until),
  );
  return JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'CodeQL',
            semanticVersion: '2.20.1',
            rules: flows.map(flow => ({
              id: flow.rule,
              shortDescription: { text: flow.name },
              fullDescription: {
                text: `${flow.name}: whoever sends the request decides what runs.`,
              },
              help: {
                text: 'Take only known values, or hand them over as parameters.',
              },
              properties: {
                'security-severity': flow.score,
                tags: ['security', 'external/cwe/cwe-089'],
              },
            })),
          },
        },
        results: found.map(flow => {
          const locations = flow.steps.map(placeOf);
          return {
            ruleId: flow.rule,
            level: 'error',
            message: { text: flow.text },
            locations: locations.slice(-1),
            codeFlows: [
              {
                threadFlows: [
                  { locations: locations.map(location => ({ location })) },
                ],
              },
            ],
          };
        }),
      },
    ],
  });
}
