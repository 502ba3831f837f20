/** A finding of {@link sarifReport}. */
export interface SampleResult {
  ruleId: string;
  message: string;
  level: 'error' | 'warning' | 'note';
  /** CVSS-like number of the rule, as GitHub reads it. */
  securitySeverity: string;
  file: string;
  line: number;
  snippet: string;
}

/** What a code scanner writes: SARIF 2.1.0 with a rule per finding. */
export function sarifReport(tool: string, results: readonly SampleResult[]) {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool,
            version: '1.0.0',
            rules: results.map(({ ruleId, message, securitySeverity }) => ({
              id: ruleId,
              shortDescription: { text: message },
              fullDescription: { text: `${message}. Read **why** first.` },
              properties: { 'security-severity': securitySeverity },
            })),
          },
        },
        invocations: [{ executionSuccessful: true }],
        results: results.map(
          ({ ruleId, message, level, file, line, snippet }) => ({
            ruleId,
            level,
            message: { text: message },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: file },
                  region: { startLine: line, snippet: { text: snippet } },
                },
              },
            ],
          }),
        ),
      },
    ],
  };
}
