import { ComponentRow } from '../database/sbomQueries';
import { AnswerOf } from './findingQuestions';

const pieces = (version: string) =>
  version
    .replace(/^v(?=\d)/, '')
    .split(/[.+~_-]/)
    .map(part => (/^\d+$/.test(part) ? Number(part) : part));

/** Order of two versions; undefined: they cannot be compared. */
export function compareVersions(a: string, b: string): number | undefined {
  const [left, right] = [pieces(a), pieces(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [one = 0, other = 0] = [left[at], right[at]];
    if (one === other) continue;
    if (typeof one === 'number' && typeof other === 'number') {
      return one < other ? -1 : 1;
    }
    // A word beside a number is a release before it: 1.0-rc1 < 1.0.
    if (typeof one === 'number') return 1;
    if (typeof other === 'number') return -1;
    return one < other ? -1 : 1;
  }
  return 0;
}

const term = /^(<=|>=|<|>|=)?\s*([\w.+~-]+)$/;

/** Whether a version lies in `<2.17` or `>=1.2 <1.4.1`. */
export function versionInRange(
  version: string | null,
  range: string,
  _ecosystem: string | null,
): 'yes' | 'no' | 'unknown' | 'invalid_range' {
  const terms = range.replace(/([<>=])\s+/g, '$1').split(/[\s,]+/);
  let answer: 'yes' | 'no' | 'unknown' = 'yes';
  for (const text of terms) {
    const [, sign = '=', bound] = term.exec(text) ?? [];
    if (!bound || !/\d/.test(bound)) return 'invalid_range';
    const order =
      version && /\d/.test(version)
        ? compareVersions(version, bound)
        : undefined;
    if (order === undefined) answer = answer === 'no' ? 'no' : 'unknown';
    else if (!holdsFor(sign, order)) answer = 'no';
  }
  return answer;
}

function holdsFor(sign: string, order: number): boolean {
  switch (sign) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default:
      return order === 0;
  }
}

type Diff = Omit<AnswerOf<'diffSboms'>, 'from' | 'to'>;

const nameOf = (one: ComponentRow) =>
  `${one.ecosystem ?? ''}/${one.name.toLowerCase()}`;

const changed = (
  before: ComponentRow | undefined,
  after: ComponentRow | undefined,
) => ({
  name: (after ?? before)?.name ?? '',
  ecosystem: (after ?? before)?.ecosystem ?? null,
  purl: (after ?? before)?.purl ?? null,
  before: before?.version ?? null,
  after: after?.version ?? null,
  licencesBefore: before?.licences ?? [],
  licencesAfter: after?.licences ?? [],
});

/** What differs between the components of two SBOMs. */
export function diffComponents(
  from: readonly ComponentRow[],
  to: readonly ComponentRow[],
): Diff {
  const old = new Map<string, ComponentRow[]>();
  for (const one of from)
    old.set(nameOf(one), [...(old.get(nameOf(one)) ?? []), one]);
  const diff: Diff = {
    added: [],
    removed: [],
    changed: [],
    licenceChanged: [],
    unchanged: 0,
  };
  const news: ComponentRow[] = [];
  for (const one of to) {
    const same = old.get(nameOf(one)) ?? [];
    const at = same.findIndex(({ version }) => version === one.version);
    if (at < 0) {
      news.push(one);
      continue;
    }
    const [before] = same.splice(at, 1);
    diff.unchanged += 1;
    if (
      [...before.licences].sort().join() !== [...one.licences].sort().join()
    ) {
      diff.licenceChanged.push(changed(before, one));
    }
  }
  for (const one of news) {
    const before = old.get(nameOf(one))?.shift();
    if (!before) diff.added.push(changed(undefined, one));
    else {
      const order =
        before.version && one.version
          ? compareVersions(before.version, one.version)
          : undefined;
      const direction = order === -1 ? 'upgrade' : 'downgrade';
      diff.changed.push({
        ...changed(before, one),
        direction: order ? direction : 'unknown',
      });
    }
  }
  for (const left of old.values()) {
    for (const one of left) diff.removed.push(changed(one, undefined));
  }
  return diff;
}
