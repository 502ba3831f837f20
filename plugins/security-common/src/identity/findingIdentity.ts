import { packageKey, packageNameKey } from './packageKey';
import { ScanFinding } from './scanFinding';
import { sha256 } from './sha256';
import { canonicalRule, parentRule, RuleAliases } from './canonicalRule';
import {
  contentFingerprints,
  fingerprintVersions,
  isTold,
} from './fingerprints';
import { orderedVulnerabilities } from './vulnerabilityNames';
import {
  bareCode,
  censoredName,
  stableTarget,
  templatedUrlPath,
} from './stablePlaces';

/** Moves with every change that gives a finding other keys. */
export const identityVersion = 1;

/** A finding has never more keys than this. */
export const identityKeysMax = 6;

/** By what a finding is known again. */
export interface FindingIdentity {
  version: number;
  /** 128 bits each, hex: the first is its own, the others find it when that changed. */
  keys: string[];
  /**
   * Everything in a report with the same first key is one finding, counted. Else
   * only what is equal in all is; the rest is told apart by its order.
   */
  collapses: boolean;
}

/** Settings of identity. */
export interface IdentityOptions {
  /** A native SHA-256 in hex; the portable one is slow. */
  hash?: (text: string) => string;
  ruleAliases?: RuleAliases;
}

type Field = string | undefined;
type Fields = readonly Field[];

/** Each field with its length before it: "ab" and "c" is not "a" and "bc". */
export const canonicalText = (fields: Fields): string =>
  fields
    .map(field => (field === undefined ? '-' : `${field.length}:${field}`))
    .join('');

interface Plan {
  fields: Fields[];
  collapses: boolean;
}

const linesNear = 5;

/** Two ways to cut lines into pieces: lines less than five apart share one of them. */
const nearLines = (line: number): [string, string] => [
  `a${Math.floor(line / (2 * linesNear))}`,
  `b${Math.floor((line + linesNear) / (2 * linesNear))}`,
];

function codePlan(finding: ScanFinding, rule: string): Plan {
  const tool = finding.tool.name.toLowerCase();
  const [first] = finding.locations;
  const path = first?.path ?? stableTarget(finding);
  const parent = parentRule(rule);
  const code = isTold(first?.snippet) ? bareCode(first.snippet) : '';
  const issue = /sonar/.test(tool) ? finding.fingerprints.key : undefined;
  const fields: Fields[] = [
    ...(issue ? [['sonar', issue]] : []),
    ...(issue ? [] : fingerprintVersions(finding.fingerprints))
      .slice(0, 2)
      .map(set => ['code', tool, rule, path, ...set.flat()]),
  ];
  if (code) {
    fields.push(['line', tool, parent, path, code]);
    fields.push(['moved', tool, parent, code]);
  } else if (fields.length === 0) {
    fields.push(['place', tool, parent, path, first?.name]);
  }
  if (first?.startLine !== undefined && fields[0][0] !== 'place') {
    for (const near of nearLines(first.startLine)) {
      fields.push(['near', tool, parent, path, near]);
    }
  }
  return { fields, collapses: false };
}

function secretPlan(finding: ScanFinding, rule: string): Plan {
  const [first] = finding.locations;
  const path = first?.path ?? stableTarget(finding);
  const told = contentFingerprints(finding.fingerprints);
  const own: Fields[] = told.length
    ? [['secret-print', rule, path, ...told.flat()]]
    : [];
  const { hmac } = finding.secret ?? {};
  // With the value known, another value in the same line is another secret.
  if (hmac) {
    return { fields: [['secret', rule, path, hmac], ...own], collapses: true };
  }
  const line = first?.startLine?.toString();
  return {
    fields: [...own, ['secret-line', rule, path, line]],
    collapses: false,
  };
}

/** `npm audit` and its like: an advisory and a package, wherever it is installed. */
const isAudit = (tool: string) => /^(?:npm|yarn|pnpm)\b/i.test(tool);

function packagePlan(finding: ScanFinding, rule: string): Plan {
  const named = finding.package ?? { name: finding.target ?? '' };
  const names = orderedVulnerabilities(finding.vulnerabilityIds);
  if (isAudit(finding.tool.name)) {
    const name = censoredName(named.name);
    const advisory = names.find(id => id.startsWith('GHSA-')) ?? names[0];
    const number = finding.fingerprints.npmAdvisory ?? rule;
    return {
      fields: [
        ...(advisory ? [['audit', advisory, name]] : []),
        ['audit', number, name],
      ],
      collapses: true,
    };
  }
  const ids = names.length > 0 ? names : [rule];
  const target = stableTarget(finding);
  const purl = packageKey(named);
  const plain = [censoredName(named.name), named.version];
  return {
    fields: [
      ['package', ids[0], purl, target],
      ...ids.slice(1, 4).map(id => ['package', id, purl, target]),
      ['package-name', ids[0], ...plain, target],
    ],
    collapses: true,
  };
}

function configPlan(finding: ScanFinding, rule: string): Plan {
  const [first] = finding.locations;
  const path = first?.path ?? stableTarget(finding);
  const code = isTold(first?.snippet) ? bareCode(first.snippet) : '';
  const { message } = finding.fingerprints;
  if (!first?.name && !code && isTold(message)) {
    // Rules of Rego without a name of their own are told apart by what they say.
    return {
      fields: [['config', rule, path, 'message', message]],
      collapses: false,
    };
  }
  const fields: Fields[] = [];
  if (first?.name) fields.push(['config', rule, path, 'name', first.name]);
  else if (code) fields.push(['config', rule, path, 'code', code]);
  fields.push(['config', rule, path]);
  return { fields, collapses: false };
}

function addressPlan(finding: ScanFinding, rule: string): Plan {
  const [first] = finding.locations;
  const plugin = finding.fingerprints.pluginId ?? rule;
  const path = templatedUrlPath(first?.path ?? first?.url ?? '');
  // An alert with all its places is one finding: which comes first says nothing.
  if (/\bzap\b/i.test(finding.tool.name)) {
    return {
      fields: [
        ['alert', plugin, rule, finding.target],
        ['alert', plugin, rule],
        ['alert-path', plugin, path],
      ],
      collapses: false,
    };
  }
  const method = first?.method?.toUpperCase();
  return {
    fields: [
      ['address', plugin, rule, method, path, first?.parameter],
      ['alert-path', plugin, path],
    ],
    collapses: true,
  };
}

function licencePlan(finding: ScanFinding): Plan {
  const named = finding.package;
  if (!named) return configPlan(finding, finding.ruleId);
  const declared = [...(named.licences ?? [])].sort().join(' AND ');
  return {
    fields: [['licence', packageNameKey(named), declared || finding.ruleId]],
    collapses: true,
  };
}

function planOf(finding: ScanFinding, rule: string): Plan {
  switch (finding.kind) {
    case 'secret':
      return secretPlan(finding, rule);
    case 'dependency':
    case 'container':
      return finding.package
        ? packagePlan(finding, rule)
        : configPlan(finding, rule);
    case 'licence':
      return licencePlan(finding);
    case 'iac':
    case 'policy':
      return configPlan(finding, rule);
    case 'dast':
    case 'fuzzing':
      return addressPlan(finding, rule);
    default:
      return codePlan(finding, rule);
  }
}

/**
 * By what a finding of a scan is known again: reference/security.md, 2.2. Line,
 * message, severity, description and repaired version are never in it; case counts.
 */
export function findingIdentity(
  finding: ScanFinding,
  { hash = sha256, ruleAliases }: IdentityOptions = {},
): FindingIdentity {
  const rule = canonicalRule(finding.tool.name, finding.ruleId, ruleAliases);
  const { fields, collapses } = planOf(finding, rule);
  const [own, ...others] = fields;
  // Stored under an older name of the rule: found by it, and known by the newer.
  const former = (finding.formerRuleIds ?? [])
    .slice(0, 2)
    .flatMap(id =>
      planOf(
        finding,
        canonicalRule(finding.tool.name, id, ruleAliases),
      ).fields.slice(0, 1),
    );
  const keys = [own, ...former, ...others].map(list =>
    hash(canonicalText([`v${identityVersion}`, ...list])).slice(0, 32),
  );
  return {
    version: identityVersion,
    keys: [...new Set(keys)].slice(0, identityKeysMax),
    collapses,
  };
}
