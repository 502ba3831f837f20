import { NewFindingRecord, Severity } from '@quarterdeck/plugin-ingest-common';
import { namesInTexts, weaknesses } from '../dependencies/vulnerabilityNames';
import {
  Fields,
  fieldsOf,
  lineOf,
  needText,
  objectsOf,
  textOf,
  textsOf,
  timeOf,
} from '../reading/fields';
import { relativePath } from '../reading/relativePath';
import { severityWord } from '../reading/severityWords';

/** Name the records carry for the tool. */
export const sonarTool = 'SonarQube';

/** What the rest of an export says of its issues. */
export interface SonarExport {
  /** Paths of files by the key of their component; projects have none. */
  files: ReadonlyMap<string, string | undefined>;
  hotspotKeys: ReadonlySet<string>;
  rules: Fields | undefined;
  baseUrl?: string;
}

const severities: Readonly<Record<string, Severity>> = {
  blocker: 'critical',
  critical: 'high',
  major: 'medium',
  minor: 'low',
  info: 'info',
};

/** Words of `impacts`, of hotspots and of newer exports. */
const impactSeverities: Readonly<Record<string, Severity>> = {
  blocker: 'critical',
};

type Kept = Pick<NewFindingRecord, 'state' | 'suppressed'>;

const suppressed = (reason: string): Kept => ({
  suppressed: { by: 'source', reason: `SonarQube: ${reason}` },
});

function standOf(issue: Fields, isHotspot: boolean): Kept {
  const status = textOf(issue, 'issueStatus', 'status')?.toUpperCase();
  const resolution = textOf(issue, 'resolution')?.toUpperCase();
  const word = (resolution ?? status ?? '').replace(/-/g, '_');
  if (['FALSE_POSITIVE', 'WONTFIX', 'ACCEPTED', 'SAFE'].includes(word)) {
    return suppressed(word.toLowerCase().replace(/_/g, ' '));
  }
  if (['FIXED', 'REMOVED'].includes(word) || status === 'CLOSED') {
    return { state: 'fixed' };
  }
  if (word === 'ACKNOWLEDGED') return { state: 'open' };
  return { state: isHotspot ? 'needs_review' : 'open' };
}

const securityImpact = (issue: Fields) =>
  objectsOf(issue, 'impacts').find(
    impact => textOf(impact, 'softwareQuality') === 'SECURITY',
  );

/** Whether an issue is about security: a vulnerability or a hotspot. */
export function isSecurity(issue: Fields, about: SonarExport): boolean {
  const type = textOf(issue, 'type');
  if (type) return type === 'VULNERABILITY' || type === 'SECURITY_HOTSPOT';
  if (about.hotspotKeys.has(textOf(issue, 'key') ?? '')) return true;
  if (textOf(issue, 'vulnerabilityProbability')) return true;
  if ('impacts' in issue) return securityImpact(issue) !== undefined;
  // Reports made of vulnerabilities only do not name the type.
  return true;
}

function pathOf(component: string | undefined, about: SonarExport) {
  if (!component) return undefined;
  if (about.files.has(component))
    return relativePath(about.files.get(component));
  const colon = component.indexOf(':');
  if (colon >= 0) return relativePath(component.slice(colon + 1));
  // A project has neither a folder nor an ending.
  return /[./]/.test(component) ? relativePath(component) : undefined;
}

function locationOf(from: Fields, about: SonarExport) {
  const range = fieldsOf(from, 'textRange');
  return {
    path: pathOf(textOf(from, 'component'), about),
    startLine: lineOf(range, 'startLine') ?? lineOf(from, 'line'),
    endLine: lineOf(range, 'endLine'),
    startColumn: lineOf(range, 'startOffset'),
    endColumn: lineOf(range, 'endOffset'),
    message: textOf(from, 'msg'),
  };
}

function severityOfIssue(issue: Fields, isHotspot: boolean) {
  const own = textOf(issue, 'severity');
  const word =
    own ??
    textOf(issue, 'vulnerabilityProbability') ??
    textOf(securityImpact(issue), 'severity');
  const isOld = own !== undefined && !isHotspot;
  return {
    severity: severityWord(word, isOld ? severities : impactSeverities),
    severitySource: word ? ('native' as const) : ('none' as const),
    nativeSeverity: word,
  };
}

/** The key of an issue stays with it; of what has none, the hash of its line. */
function fingerprintsOf(issue: Fields): Record<string, string> {
  const key = textOf(issue, 'key');
  if (key) return { key };
  const hash = textOf(issue, 'hash');
  return hash ? { hash } : {};
}

/**
 * An issue or hotspot as a finding. Sonar tells the steps of a flow from the
 * sink to the source.
 * @throws RecordError
 */
export function sonarFinding(
  issue: Fields,
  about: SonarExport,
): NewFindingRecord {
  const ruleId = textOf(issue, 'rule', 'ruleKey') ?? needText(issue, 'rule');
  const key = textOf(issue, 'key');
  const isHotspot =
    textOf(issue, 'vulnerabilityProbability') !== undefined ||
    textOf(issue, 'type') === 'SECURITY_HOTSPOT' ||
    about.hotspotKeys.has(key ?? '');
  const rule = fieldsOf(about.rules, ruleId);
  const message = textOf(issue, 'message') ?? textOf(issue, 'description');
  const [steps] = objectsOf(issue, 'flows')
    .map(flow => objectsOf(flow, 'locations'))
    .filter(locations => locations.length > 1);
  return {
    record: 'finding',
    kind: 'sast',
    tool: { name: sonarTool },
    ruleId,
    ruleName: textOf(rule, 'name'),
    title: message ?? textOf(rule, 'name') ?? ruleId,
    description: textOf(issue, 'description') ?? textOf(rule, 'name'),
    ...severityOfIssue(issue, isHotspot),
    cwes: weaknesses([
      ...textsOf(issue, 'tags'),
      ...textsOf(rule, 'htmlDesc'),
      message,
    ]),
    vulnerabilityIds: namesInTexts(message),
    locations: [locationOf(issue, about)],
    flow: [...(steps ?? [])].reverse().map(step => locationOf(step, about)),
    tags: [
      ...(isHotspot ? ['hotspot'] : []),
      ...textsOf(issue, 'securityCategory'),
      ...textsOf(issue, 'tags'),
    ],
    fingerprints: fingerprintsOf(issue),
    ...standOf(issue, isHotspot),
    foundAt: timeOf(issue, 'creationDate'),
    url:
      key && about.baseUrl
        ? `${about.baseUrl.replace(/\/$/, '')}/issues?open=${encodeURIComponent(
            key,
          )}`
        : undefined,
  };
}
