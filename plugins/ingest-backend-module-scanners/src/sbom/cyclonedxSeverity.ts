import { NewFindingRecord, Severity } from '@quarterdeck/plugin-ingest-common';
import { Cvss, cvssBand, cvssOf, cvssScore } from '../reading/cvssSeverity';
import { Fields, fieldsOf, numberOf, textOf } from '../reading/fields';
import { severityWord } from '../reading/severityWords';

/** What the ratings of a vulnerability come to. */
export interface Rated
  extends Pick<
    NewFindingRecord,
    'severity' | 'severitySource' | 'nativeSeverity'
  > {
  cvss: Cvss[];
}

const methods: readonly [RegExp, Cvss['version']][] = [
  [/^CVSSv4/i, '4.0'],
  [/^CVSSv31$/i, '3.1'],
  [/^CVSSv3/i, '3.0'],
  [/^CVSSv2/i, '2.0'],
];

const sources = {
  '4.0': 'cvss4',
  '3.1': 'cvss31',
  '3.0': 'cvss30',
  '2.0': 'cvss2',
} as const;

const order: readonly Severity[] = [
  'unknown',
  'info',
  'low',
  'medium',
  'high',
  'critical',
];

interface Rating {
  /** The lower the better: CVSS 4 before 3.1, 3, 2 and all others. */
  rank: number;
  severity: Severity;
  source: NewFindingRecord['severitySource'];
  word?: string;
  cvss?: Cvss;
}

function versionOf(method: string | undefined, vector: string | undefined) {
  const own = methods.find(([form]) => form.test(method ?? ''))?.[1];
  return own ?? cvssOf(vector)?.version;
}

/** Tools write vectors with and without the prefix that says their version. */
function vectorOf(version: Cvss['version'], text: string): string {
  if (version === '2.0' || /^\(?CVSS/i.test(text)) return text;
  return `CVSS:${version}/${text}`;
}

function ratingOf(fields: Fields): Rating {
  const vector = textOf(fields, 'vector');
  const version = versionOf(textOf(fields, 'method'), vector);
  const nested = fieldsOf(fields, 'score');
  const score = numberOf(fields, 'score') ?? numberOf(nested, 'base');
  const source = textOf(fieldsOf(fields, 'source'), 'name');
  const cvss =
    version &&
    ((vector && cvssOf(vectorOf(version, vector), { score, source })) ||
      cvssScore(version, score, source));
  const word = textOf(fields, 'severity');
  const named = severityWord(word);
  const rank = version
    ? Object.keys(sources).indexOf(version)
    : Object.keys(sources).length;
  if (word !== undefined && named !== 'unknown') {
    return { rank, severity: named, source: 'native', word, cvss };
  }
  if (version && cvss?.score !== undefined) {
    return {
      rank,
      severity: cvssBand(version, cvss.score),
      source: sources[version],
      word,
      cvss,
    };
  }
  return { rank, severity: 'unknown', source: 'none', word, cvss };
}

/**
 * The severity by `ratings`: of the ratings by the best method the highest.
 * Without any it is unknown.
 */
export function cyclonedxSeverity(ratings: readonly Fields[]): Rated {
  const read = ratings.map(ratingOf);
  const [best] = read
    .filter(({ severity }) => severity !== 'unknown')
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        order.indexOf(b.severity) - order.indexOf(a.severity),
    );
  const cvss = read.flatMap(rating => rating.cvss ?? []);
  if (best) {
    return {
      severity: best.severity,
      severitySource: best.source,
      nativeSeverity: best.word,
      cvss,
    };
  }
  const word = read.find(rating => rating.word !== undefined)?.word;
  return {
    severity: 'unknown',
    severitySource: word === undefined ? 'none' : 'native',
    nativeSeverity: word,
    cvss,
  };
}
