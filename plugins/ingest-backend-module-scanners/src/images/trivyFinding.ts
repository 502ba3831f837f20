import { NewFindingRecord } from '@quarterdeck/plugin-ingest-common';
import { cwesIn } from '../reading/cwesIn';
import {
  Fields,
  fieldsOf,
  lineOf,
  needText,
  objectsOf,
  RecordError,
  textOf,
  textsOf,
} from '../reading/fields';
import { severityOf } from '../reading/cvssSeverity';
import { relativePath } from '../reading/relativePath';
import { severityWord } from '../reading/severityWords';
import { vulnerabilityIdsIn } from '../reading/vulnerabilityIdsIn';
import { isRedacted } from '../secrets/redacted';
import { trivyVectors } from './trivyVectors';

/** What the findings of one `Results` entry share. */
export interface TrivyResult {
  tool: { name: string; version?: string };
  /** `os-pkgs`, `lang-pkgs`, `config`, `secret`, `license`. */
  class?: string;
  type?: string;
  /** Lockfile, file, or image as the report names it. */
  target?: string;
  /** The image without tag and digest, if it is one. */
  image?: string;
  /** `default/Deployment/redis`. */
  resource?: string;
}

/** What becomes of one record. */
export type TrivyReader = (
  item: Fields,
  result: TrivyResult,
) => NewFindingRecord | undefined;

/** States that leave it open, but that a reader wants to see. */
const told = new Set([
  'will_not_fix',
  'fix_deferred',
  'end_of_life',
  'under_investigation',
]);

const severityFrom = (item: Fields) => {
  const native = textOf(item, 'Severity');
  return {
    severity: severityWord(native),
    severitySource:
      native === undefined ? ('none' as const) : ('native' as const),
    nativeSeverity: native,
  };
};

/** A lockfile or an image, without what changes with every build. */
const placeOf = (result: TrivyResult) =>
  result.image ?? result.target?.replace(/ \([^()]*\)$/, '');

const pathOf = (path: string | undefined, { image }: TrivyResult) =>
  relativePath(path, undefined, { inImage: image !== undefined });

const vulnerability: TrivyReader = (item, result) => {
  const name = needText(item, 'PkgName');
  const id = textOf(item, 'VulnerabilityID');
  const cvss = trivyVectors(fieldsOf(item, 'CVSS'));
  const native = textOf(item, 'Severity');
  const status = textOf(item, 'Status');
  const inImage = result.class === 'os-pkgs' || result.image !== undefined;
  const path = textOf(item, 'PkgPath');
  const isFile = result.class !== 'os-pkgs' && result.image === undefined;
  const purl = textOf(fieldsOf(item, 'PkgIdentifier'), 'PURL');
  return {
    record: 'finding',
    kind: inImage ? 'container' : 'dependency',
    tool: result.tool,
    ruleId: id ?? `unnamed vulnerability of ${name}`,
    title: textOf(item, 'Title') ?? `${id ?? 'A vulnerability'} in ${name}`,
    description: textOf(item, 'Description'),
    ...severityOf(
      native === undefined ? undefined : severityWord(native),
      cvss,
    ),
    nativeSeverity: native,
    cvss,
    cwes: cwesIn(...textsOf(item, 'CweIDs')),
    vulnerabilityIds: vulnerabilityIdsIn(
      id,
      ...textsOf(item, 'VendorIDs'),
    ).concat(id === undefined || vulnerabilityIdsIn(id).length > 0 ? [] : [id]),
    package: {
      name,
      version: textOf(item, 'InstalledVersion'),
      ecosystem: result.type,
      ...(purl ? { purl } : {}),
      fixedVersions: (textOf(item, 'FixedVersion') ?? '')
        .split(/,\s*/)
        .filter(Boolean),
    },
    target: placeOf(result),
    locations: [
      {
        path: pathOf(path ?? (isFile ? result.target : undefined), result),
        name: result.resource,
      },
    ].filter(place => place.path !== undefined || place.name !== undefined),
    references: [
      textOf(item, 'PrimaryURL'),
      ...textsOf(item, 'References'),
    ].filter(link => link !== undefined),
    tags: status !== undefined && told.has(status) ? [status] : [],
    suppressed:
      status === 'not_affected'
        ? { by: 'tool', reason: 'The vendor says that it is not affected.' }
        : undefined,
  };
};

const misconfiguration: TrivyReader = (item, result) => {
  const status = textOf(item, 'Status');
  if (status !== undefined && status !== 'FAIL') return undefined;
  const ruleId = textOf(item, 'ID', 'AVDID') ?? needText(item, 'ID');
  const cause = fieldsOf(item, 'CauseMetadata');
  const code = objectsOf(fieldsOf(cause, 'Code'), 'Lines');
  const snippet = code
    .slice(0, 40)
    .map(line => textOf(line, 'Content') ?? '')
    .join('\n');
  return {
    record: 'finding',
    kind: 'iac',
    tool: result.tool,
    ruleId,
    ruleName: textOf(item, 'AVDID'),
    title: textOf(item, 'Title') ?? ruleId,
    description: [textOf(item, 'Message'), textOf(item, 'Description')]
      .filter(Boolean)
      .join('\n\n'),
    remediation: textOf(item, 'Resolution'),
    ...severityFrom(item),
    locations: [
      {
        path: result.image ? undefined : relativePath(result.target),
        startLine: lineOf(cause, 'StartLine'),
        endLine: lineOf(cause, 'EndLine'),
        name: textOf(cause, 'Resource') ?? result.resource,
        snippet: snippet || undefined,
      },
    ],
    target: result.image,
    references: [
      textOf(item, 'PrimaryURL'),
      ...textsOf(item, 'References'),
    ].filter(link => link !== undefined),
    tags: [textOf(item, 'Type')].filter(tag => tag !== undefined),
  };
};

const secret: TrivyReader = (item, result) => {
  const ruleId = needText(item, 'RuleID');
  const match = textOf(item, 'Match');
  return {
    record: 'finding',
    kind: 'secret',
    tool: result.tool,
    ruleId,
    ruleName: textOf(item, 'Category'),
    title: textOf(item, 'Title') ?? ruleId,
    ...severityFrom(item),
    target: result.image,
    locations: [
      {
        path: pathOf(result.target, result),
        startLine: lineOf(item, 'StartLine'),
        endLine: lineOf(item, 'EndLine'),
        name: result.resource,
        // Trivy masks what it found; should it ever not, nothing is shown.
        snippet: match !== undefined && isRedacted(match) ? match : undefined,
      },
    ],
    secret: {},
  };
};

const licence: TrivyReader = (item, result) => {
  const name = needText(item, 'Name');
  const part = textOf(item, 'PkgName') ?? textOf(item, 'FilePath');
  const link = textOf(item, 'Link');
  return {
    record: 'finding',
    kind: 'licence',
    tool: result.tool,
    ruleId: name,
    ruleName: textOf(item, 'Category'),
    title: `${name}${part === undefined ? '' : ` in ${part}`}`,
    ...severityFrom(item),
    confidence: textOf(item, 'Confidence'),
    package: textOf(item, 'PkgName')
      ? { name: needText(item, 'PkgName'), licences: [name] }
      : undefined,
    target: placeOf(result),
    locations: [
      { path: pathOf(textOf(item, 'FilePath'), result), name: result.resource },
    ].filter(place => place.path !== undefined || place.name !== undefined),
    references: link ? [link] : [],
    tags: [textOf(item, 'Category')].filter(tag => tag !== undefined),
  };
};

const byType: Readonly<Record<string, TrivyReader>> = {
  vulnerability,
  misconfiguration,
  secret,
  license: licence,
};

/** What a VEX file, an ignore file or a policy took out of the report. */
const modified: TrivyReader = (item, result) => {
  const type = textOf(item, 'Type') ?? '';
  const reader = Object.hasOwn(byType, type) ? byType[type] : undefined;
  const inner = fieldsOf(item, 'Finding');
  if (!reader || !inner) {
    throw new RecordError('It is of no type that is known.', '/Type');
  }
  const finding = reader(inner, result);
  const source = textOf(item, 'Source');
  return (
    finding && {
      ...finding,
      suppressed: {
        by: /vex|\.json$/i.test(source ?? '') ? 'vex' : 'policy',
        reason: textOf(item, 'Statement') ?? textOf(item, 'Status'),
      },
    }
  );
};

/** How the records under each list of a result are read. */
export const trivyReaders: Readonly<Record<string, TrivyReader>> = {
  Vulnerabilities: vulnerability,
  Misconfigurations: misconfiguration,
  Secrets: secret,
  Licenses: licence,
  ExperimentalModifiedFindings: modified,
};
