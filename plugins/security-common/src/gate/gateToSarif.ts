import { Severity } from '../words/findingWords';
import { GateFinding, GateResult } from './gateResult';

/** A number in the band of its severity, for readers that know numbers only. */
const scores: Readonly<Record<Severity, string | undefined>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: '0.0',
  unknown: undefined,
};

const levels = { fails: 'error', warns: 'warning', excused: 'note' } as const;

const pathUri = (path: string) =>
  path.split('/').map(encodeURIComponent).join('/');

const ruleOf = (finding: GateFinding) => {
  const id = finding.vulnerabilityId ?? finding.ruleId;
  const score = scores[finding.severity];
  return {
    id,
    shortDescription: { text: finding.title || id },
    properties: {
      tags: ['security', finding.kind],
      ...(score === undefined ? {} : { 'security-severity': score }),
    },
  };
};

const resultOf = (finding: GateFinding, ruleIndex: number) => ({
  ruleId: finding.vulnerabilityId ?? finding.ruleId,
  ruleIndex,
  level: levels[finding.effect],
  message: {
    text: [
      finding.title,
      finding.package && `Package: ${finding.package}.`,
      finding.reason,
      finding.excuse?.reason,
    ]
      .filter(Boolean)
      .join(' '),
  },
  ...(finding.path === null
    ? {}
    : {
        locations: [
          {
            physicalLocation: {
              artifactLocation: {
                uri: pathUri(finding.path),
                uriBaseId: '%SRCROOT%',
              },
              ...(finding.line ? { region: { startLine: finding.line } } : {}),
            },
          },
        ],
      }),
  partialFingerprints: { 'quarterdeckFinding/v1': finding.findingId },
  // Accepted: it was excused by somebody who may, and readers shall not alert.
  ...(finding.effect === 'excused'
    ? {
        suppressions: [
          {
            kind: 'external',
            status: 'accepted',
            justification: finding.excuse?.reason ?? '',
          },
        ],
      }
    : {}),
  properties: {
    severity: finding.severity,
    effect: finding.effect,
    rule: finding.rule,
    tool: finding.tool,
  },
});

/** A decision of the gate as SARIF 2.1.0, for code scanning. */
export function gateToSarif(
  result: GateResult,
  about: { entity: string; environment?: string | null; version?: string },
) {
  const rules = new Map<string, ReturnType<typeof ruleOf>>();
  for (const finding of result.findings) {
    const rule = ruleOf(finding);
    if (!rules.has(rule.id)) rules.set(rule.id, rule);
  }
  const ids = [...rules.keys()];
  const place = new Map(ids.map((id, index) => [id, index]));
  const errors = result.checks.filter(({ verdict }) => verdict === 'error');
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0' as const,
    runs: [
      {
        tool: {
          driver: {
            name: 'Quarterdeck security gate',
            ...(about.version ? { semanticVersion: about.version } : {}),
            rules: [...rules.values()],
          },
        },
        automationDetails: {
          id: `quarterdeck-gate/${about.environment ?? 'any'}/`,
        },
        invocations: [
          {
            executionSuccessful: errors.length === 0,
            endTimeUtc: result.evaluatedAt,
            toolExecutionNotifications: errors.map(({ reason, error }) => ({
              level: 'error',
              message: { text: reason },
              descriptor: { id: error ?? 'error' },
            })),
          },
        ],
        results: result.findings.map(finding =>
          resultOf(
            finding,
            place.get(finding.vulnerabilityId ?? finding.ruleId) ?? 0,
          ),
        ),
        properties: {
          entity: about.entity,
          verdict: result.verdict,
          passed: result.passed,
          summary: result.summary,
        },
      },
    ],
  };
}
