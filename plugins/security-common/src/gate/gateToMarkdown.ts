import { GateFinding, GateResult } from './gateResult';

const rowsMax = 50;

const words = {
  pass: 'passed',
  warn: 'passed with warnings',
  fail: 'failed',
  error: 'could not be decided and does not pass',
} as const;

/** Text of reports is hostile: no mark-up, no mention of people, no table out of a cell. */
export function markdownCell(text: string): string {
  return text
    .slice(0, 300)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()#!|~]/g, '\\$&')
    .replace(/@/g, '@\u200b')
    .replace(/:\/\//g, ':\u200b//');
}

const placeOf = ({ package: named, path, line }: GateFinding) => {
  if (named) return named;
  if (path === null) return '';
  return line === null ? path : `${path}:${line}`;
};

function table(title: string, findings: readonly GateFinding[]): string[] {
  if (findings.length === 0) return [];
  const rows = findings
    .slice(0, rowsMax)
    .map(finding =>
      [
        finding.severity,
        finding.title,
        finding.vulnerabilityId ?? finding.ruleId,
        placeOf(finding),
        finding.excuse
          ? `${finding.excuse.reason}${
              finding.excuse.until ? ` Until ${finding.excuse.until}.` : ''
            }`
          : finding.reason,
      ]
        .map(markdownCell)
        .join(' | '),
    );
  const more = findings.length - rows.length;
  return [
    `### ${title} (${findings.length})`,
    '',
    '| Severity | Finding | Rule | Where | Why |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(row => `| ${row} |`),
    ...(more > 0 ? ['', `And ${more} more.`] : []),
    '',
  ];
}

/** A decision of the gate as a comment on a change. */
export function gateToMarkdown(
  result: GateResult,
  about: {
    entity: string;
    environment?: string | null;
    commit?: string | null;
    /** Page of the decision. */
    url?: string;
  },
): string {
  const of = (effect: GateFinding['effect']) =>
    result.findings.filter(finding => finding.effect === effect);
  const broken = result.checks.filter(({ verdict }) => verdict === 'error');
  const what = [
    about.entity,
    about.environment && `for ${about.environment}`,
    about.commit && `at ${about.commit.slice(0, 12)}`,
  ].filter(part => typeof part === 'string');
  const lines = [
    `## Security gate ${words[result.verdict]}`,
    '',
    `${markdownCell(what.join(' '))}: ${markdownCell(result.summary)}`,
    '',
    ...(broken.length > 0
      ? [
          '### Scans that do not count',
          '',
          ...broken.map(({ reason }) => `- ${markdownCell(reason)}`),
          '',
        ]
      : []),
    ...table('Fails', of('fails')),
    ...table('Warns', of('warns')),
    ...table('Excused', of('excused')),
    ...(result.unusedExceptions.length > 0
      ? [
          `${result.unusedExceptions.length} exceptions of the policy excuse nothing or ran out.`,
          '',
        ]
      : []),
    ...(about.url ? [`[All of it](${encodeURI(about.url)})`, ''] : []),
  ];
  return lines.join('\n');
}
