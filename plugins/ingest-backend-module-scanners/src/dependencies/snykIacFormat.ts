import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { severityOf } from '../reading/cvssSeverity';
import {
  Fields,
  fieldsOf,
  flagOf,
  isFields,
  listOf,
  needFields,
  needList,
  needText,
  numberOf,
  textOf,
  textsOf,
} from '../reading/fields';
import { jsonRecords } from '../reading/jsonRecords';
import { relativePath } from '../reading/relativePath';
import { scanFormat } from '../reading/scanFormat';
import { severityWord } from '../reading/severityWords';

const tool = 'Snyk IaC';

function findingOf(
  issue: Fields,
  project: Fields | undefined,
): NewFindingRecord {
  const id = needText(issue, 'id');
  const nativeSeverity = textOf(issue, 'severity');
  const told = fieldsOf(issue, 'iacDescription');
  const line = numberOf(issue, 'lineNumber');
  const path = relativePath(textOf(project, 'targetFile', 'targetFilePath'));
  const resource = listOf(issue, 'path')
    .filter(item => typeof item === 'string' || typeof item === 'number')
    .join('.');
  const documentation = textOf(issue, 'documentation');
  return {
    record: 'finding',
    kind: 'iac',
    tool: { name: tool },
    scope: textOf(project, 'projectName'),
    ruleId: id,
    title: textOf(issue, 'title') ?? id,
    description:
      [
        textOf(issue, 'issue') ?? textOf(told, 'issue') ?? textOf(issue, 'msg'),
        textOf(issue, 'impact') ?? textOf(told, 'impact'),
      ]
        .filter(Boolean)
        .join('\n\n') || undefined,
    remediation: textOf(issue, 'resolve') ?? textOf(told, 'resolve'),
    ...severityOf(severityWord(nativeSeverity)),
    nativeSeverity,
    locations: [
      {
        path,
        name: resource || undefined,
        // Snyk writes -1 where it does not know the line.
        startLine: line !== undefined && line > 0 ? line : undefined,
      },
    ],
    references: [
      ...(documentation ? [documentation] : []),
      ...textsOf(issue, 'references'),
    ],
    tags: flagOf(issue, 'isGeneratedByCustomRule') ? ['custom rule'] : [],
    suppressed: flagOf(issue, 'isIgnored')
      ? { by: 'source', reason: 'Ignored in Snyk' }
      : undefined,
  };
}

/** `snyk iac test --json`: one file, or a list of them. */
export const snykIacFormat = scanFormat({
  format: 'snyk-iac',
  detect: paths =>
    paths.has('/infrastructureAsCodeIssues') ||
    paths.has('/*/infrastructureAsCodeIssues'),
  async read(body, tally) {
    const document = await jsonRecords(body, [
      '/infrastructureAsCodeIssues/*',
      '/*/infrastructureAsCodeIssues/*',
    ]);
    const { rest } = document;
    const projects: readonly unknown[] = Array.isArray(rest) ? rest : [rest];
    projects.forEach((value, index) => {
      const at = Array.isArray(rest) ? `/${index}` : '';
      const project = needFields(value, at);
      const error = textOf(project, 'error');
      if (error) tally.partial(`Snyk could not scan a file: ${error}`);
      else needList(project, 'infrastructureAsCodeIssues', at);
    });
    for (const record of document.records()) {
      tally.attempt(record.path, () => {
        const index = Array.isArray(rest) ? Number(record.keys[0]) : 0;
        const project = projects[index];
        tally.finding(
          findingOf(
            needFields(record.read()),
            isFields(project) ? project : undefined,
          ),
        );
      });
    }
    return { tool };
  },
});
