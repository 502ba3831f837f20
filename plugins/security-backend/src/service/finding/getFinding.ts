import { PolicyDecision } from '@backstage/plugin-permission-common';
import { allOf, where } from '@quarterdeck/plugin-portal-node';
import {
  Finding,
  findingStates,
  severities,
  severitySources,
  unsettableStates,
} from '@quarterdeck/plugin-security-common';
import { countFindings, loadDetails } from '../../database/findingRows';
import { loadPageRecords } from '../../database/pageRecords';
import { iso, toSummary } from '../findingAnswers';
import { findFinding, totalLimit } from '../findingQuestions';
import { Reader } from '../reader';
import { inProduction } from '../deployments/inProduction';
import { codeAt } from '../links/codeAt';
import { mergedRecord } from './mergedRecord';
import { places } from './places';
import { allowed, Rights } from './rights';
import { visibleTo } from './visibleTo';

/** One finding with everything known of it. */
export async function answerGetFinding(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
  rights: Rights,
): Promise<Finding> {
  const row = await findFinding(reader, id, decision);
  const { knex } = reader;
  const record = mergedRecord(await loadDetails(knex, row));
  const more = await loadPageRecords(knex, row);
  const summary = toSummary(reader, row);
  const code = codeAt(reader, row, more.lastCommit);
  const { package: named } = record ?? {};
  const direct = [
    ...new Map(
      (named?.paths ?? []).flatMap(([first]) =>
        first ? [[first, splitName(first)] as const] : [],
      ),
    ).values(),
  ];
  return {
    ...summary,
    exploit: {
      ...summary.exploit,
      epss:
        row.epss === null
          ? null
          : { score: row.epss, percentile: more.percentile },
    },
    ruleName: record?.ruleName ?? null,
    description: record?.description ?? null,
    confidence: record?.confidence ?? null,
    nativeSeverity: record?.nativeSeverity ?? null,
    severitySource: more.triage?.severity ? 'override' : row.severity_source,
    severityOverride:
      more.triage?.severity && more.triage.severity_at
        ? {
            by: more.triage.severity_by ?? '',
            at: more.triage.severity_at.toISOString(),
            reason: more.triage.severity_reason ?? '',
          }
        : null,
    stateReason: more.triage?.state_reason ?? null,
    stateBy: more.triage?.state_by ?? null,
    stateAt: iso(more.triage?.state_at ?? null),
    fixedBy: row.fixed_by,
    cvss: (record?.cvss ?? []).map(one => ({
      version: one.version,
      vector: one.vector ?? null,
      score: one.score ?? null,
      source: one.source ?? null,
    })),
    cwes: row.cwes,
    vulnerabilityIds: row.vulnerability_ids,
    locations: places(record?.locations ?? [], code),
    flow: places(record?.flow ?? [], code),
    dependencyPaths: named?.paths ?? [],
    direct: named?.direct ?? null,
    development: named?.development ?? null,
    licences: named?.licences ?? [],
    references: (record?.references ?? []).flatMap(link => link ?? []),
    tags: record?.tags ?? [],
    url: record?.url ?? null,
    fix:
      record?.remediation || named?.fixedVersions.length
        ? {
            fixedVersions: named?.fixedVersions ?? [],
            upgrade: direct,
            alsoFixes: more.alsoFixes,
            remediation: record?.remediation ?? null,
          }
        : null,
    attributions: more.attributions.map(one => ({
      findingId: one.finding_id,
      tool: one.tool,
      toolVersion: one.tool_version,
      ruleId: one.rule_id,
      severity: severities.find(s => s === one.scan_severity) ?? 'unknown',
      severitySource:
        severitySources.find(s => s === one.severity_source) ?? 'none',
      nativeSeverity: one.native_severity,
      occurrences: one.occurrences,
      firstSeenAt: one.first_seen_at.toISOString(),
      lastSeenAt: one.last_seen_at.toISOString(),
      endedAt: iso(one.ended_at),
      importId: one.import_id,
      url: one.url,
    })),
    vex: more.vex,
    acceptance: more.acceptance,
    secret: row.secret_id
      ? {
          taskId: row.secret_id,
          mask: record?.secret?.mask ?? null,
          verified: record?.secret?.verified ?? null,
          elsewhere: (
            await countFindings(
              knex,
              allOf([
                visibleTo(reader, decision),
                where(
                  'f.secret_id = ? AND f.finding_id <> ?',
                  row.secret_id,
                  id,
                ),
              ]),
              totalLimit,
            )
          ).count,
          rotated: more.secretState === 'rotated',
        }
      : null,
    inProduction: await inProduction(reader, row),
    gates: more.gates,
    identity: { version: row.identity_version, key: row.identity },
    firstCommit: row.first_commit,
    lastCommit: more.lastCommit,
    can: {
      triage: allowed(rights.triage, row),
      acceptRisk: allowed(rights.acceptRisk, row),
      states: allowed(rights.triage, row)
        ? findingStates.filter(
            state =>
              state !== row.state &&
              !unsettableStates.some(one => one === state),
          )
        : [],
    },
  };
}

/** `name@version` of a dependency path. */
function splitName(named: string): { name: string; version: string | null } {
  const at = named.lastIndexOf('@');
  return at > 0
    ? { name: named.slice(0, at), version: named.slice(at + 1) }
    : { name: named, version: null };
}
