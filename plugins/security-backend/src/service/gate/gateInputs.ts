import { z } from 'zod';
import {
  GateCandidate,
  GateInput,
  GatePolicy,
  gateQuestionSchema,
  GateScan,
} from '@quarterdeck/plugin-security-common';
import { loadBaseline } from '../../database/gate/gateBaseline';
import {
  GateCandidateRow,
  loadGateCandidates,
} from '../../database/gate/gateCandidates';
import { loadGateComponents } from '../../database/gate/gateComponents';
import { GateScanRow, loadGateScans } from '../../database/gate/gateScans';
import { Reader } from '../reader';

/** What a gate is asked about. */
export type GateQuestion = z.output<typeof gateQuestionSchema>;

/** A question and the policy it is decided by. */
export interface AskedGate {
  question: GateQuestion;
  policy: GatePolicy;
  /** Licences of the SBOM are wanted whatever the policy says. */
  licences?: boolean;
}

/** A gate that more speaks against than this has said enough; it does not pass. */
const mostFindings = 20_000;

const lowered = (commit: string | undefined) =>
  commit?.toLocaleLowerCase('en-US') ?? null;

/** The scans that speak for what is asked: of its branch, and of its environment. */
function scansFor(
  question: GateQuestion,
  scans: readonly GateScanRow[],
): GateScanRow[] {
  const commit = lowered(question.commit);
  const ref = question.ref?.replace(/^refs\/(heads|tags)\//, '');
  const all = scans.filter(
    scan =>
      scan.category !== 'sbom' &&
      (scan.environment === '' ||
        question.environment === undefined ||
        scan.environment === question.environment),
  );
  const ofCommit = all.filter(
    scan => commit !== null && scan.commit_sha?.startsWith(commit),
  );
  const branches = new Set(
    ref === undefined ? ofCommit.map(({ branch }) => branch) : [ref],
  );
  return all.filter(scan =>
    branches.size > 0 ? branches.has(scan.branch) : scan.on_default,
  );
}

const toScan = (scan: GateScanRow): GateScan => ({
  kinds: scan.kinds,
  tool: scan.tool,
  importId: scan.import_id,
  scannedAt: scan.scanned_at,
  commit: scan.commit_sha,
  // One that looked at nothing is filed as partial, so that it closes nothing.
  status: scan.empty ? 'success' : scan.status,
  rejected: scan.rejected,
  empty: scan.empty,
});

const lists = z.array(z.array(z.string())).catch([]);
const words = z.array(z.string()).catch([]);

function toCandidate(row: GateCandidateRow): GateCandidate {
  const names = [
    ...(row.alias_key ? [row.alias_key] : []),
    ...row.vulnerability_ids,
    ...row.aliases,
  ];
  return {
    id: row.finding_id,
    identity: row.identity,
    title: row.title,
    kind: row.kind,
    severity: row.severity,
    state: row.state,
    suppressedBy: row.suppressed_by,
    tool: row.tool,
    ruleId: row.rule_id,
    vulnerabilityIds: [...new Set(names)],
    package: row.package_name
      ? {
          name: row.package_name,
          version: row.package_version,
          purl: row.purl,
          fixedVersions: row.fixed_version?.split(', ') ?? [],
          development: row.development,
          paths: lists.parse(row.paths),
          licences: words.parse(row.licences),
        }
      : null,
    path: row.path,
    line: row.line,
    firstSeenAt: row.first_seen_at,
    knownExploited: row.known_exploited,
    epss: row.epss,
    acceptance:
      row.reason && row.expires_at
        ? { reason: row.reason, expiresAt: row.expires_at }
        : null,
  };
}

/** Merge bases of the questions that name one, each read once. */
async function baselinesOf(reader: Reader, asked: readonly AskedGate[]) {
  const found = new Map<string, ReadonlySet<string> | null>();
  const keyOf = ({ question: { entity, base } }: AskedGate) =>
    JSON.stringify([entity, lowered(base)]);
  for (const one of asked) {
    const base = lowered(one.question.base);
    if (base && !found.has(keyOf(one))) {
      found.set(
        keyOf(one),
        await loadBaseline(reader.knex, one.question.entity, base),
      );
    }
  }
  return (one: AskedGate) => found.get(keyOf(one)) ?? null;
}

/** What gates decide by, read from the tables: a statement per table, not per gate. */
export async function gateInputs(
  reader: Reader,
  asked: readonly AskedGate[],
): Promise<GateInput[]> {
  const { knex } = reader;
  const told = await loadGateScans(
    knex,
    asked.map(({ question }) => ({
      entityRef: question.entity,
      commit: lowered(question.commit),
    })),
  );
  const scans = asked.map(({ question }, n) => scansFor(question, told[n]));
  const findings = await loadGateCandidates(knex, scans, mostFindings + 1);
  const wantsLicences = ({ policy, licences }: AskedGate) =>
    licences === true || policy.licences !== undefined;
  const withLicences = asked.filter(wantsLicences);
  const components = await loadGateComponents(knex, [
    ...new Set(withLicences.map(({ question }) => question.entity)),
  ]);
  const baselineOf = await baselinesOf(reader, asked);
  return asked.map((one, n) => ({
    policy: one.policy,
    commit: lowered(one.question.commit),
    now: reader.now(),
    baseline: baselineOf(one),
    components: wantsLicences(one)
      ? components.filter(row => row.entity_ref === one.question.entity)
      : [],
    scans: scans[n].map(toScan),
    findings: findings[n].slice(0, mostFindings).map(toCandidate),
    truncated: findings[n].length > mostFindings,
  }));
}

const atOnce = 25;

/** The same for many gates, a few at a time: memory holds the findings of those only. */
export async function* manyGateInputs(
  reader: Reader,
  asked: readonly AskedGate[],
): AsyncGenerator<{ asked: AskedGate; input: GateInput }> {
  for (let at = 0; at < asked.length; at += atOnce) {
    const part = asked.slice(at, at + atOnce);
    const inputs = await gateInputs(reader, part);
    for (const [n, input] of inputs.entries()) yield { asked: part[n], input };
  }
}
