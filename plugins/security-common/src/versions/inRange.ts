import { compareVersions } from './compareVersions';

/** One condition on a version. */
export interface Comparator {
  operator: '<' | '<=' | '>' | '>=' | '=' | '!=';
  version: string;
}

const normalised: Readonly<Record<string, Comparator['operator']>> = {
  '==': '=',
  '': '=',
};

const isOperator = (text: string): text is Comparator['operator'] =>
  ['<', '<=', '>', '>=', '=', '!='].includes(text);

/** `[1.0,2.0)`, `(,1.5]`, `[1.2]`: Maven's and NuGet's way. */
function readInterval(text: string): Comparator[] | undefined {
  const parts = /^([[(])\s*([^,\s]*)\s*(?:(,)\s*([^,\s]*)\s*)?([\])])$/.exec(
    text,
  );
  if (!parts) return undefined;
  const [, open, low, comma, high = '', close] = parts;
  if (comma === undefined) {
    return low && open === '[' && close === ']'
      ? [{ operator: '=', version: low }]
      : undefined;
  }
  const comparators: Comparator[] = [];
  if (low)
    comparators.push({ operator: open === '[' ? '>=' : '>', version: low });
  if (high)
    comparators.push({ operator: close === ']' ? '<=' : '<', version: high });
  return comparators;
}

function readComparators(text: string): Comparator[] | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '*') return [];
  const interval = readInterval(trimmed);
  if (interval) return interval;
  const comparators: Comparator[] = [];
  // A space may stand between a sign and its version.
  const joined = trimmed.replace(/([<>=!])\s+(?=[^<>=!\s])/g, '$1');
  for (const part of joined.split(/[\s,]+/).filter(Boolean)) {
    const [, sign = '', version = ''] = /^([<>=!]*)(.*)$/.exec(part) ?? [];
    const operator = Object.hasOwn(normalised, sign) ? normalised[sign] : sign;
    if (!isOperator(operator) || !/^[\w.+:~!^-]+$/.test(version))
      return undefined;
    if (/^[~^]/.test(version)) return undefined;
    comparators.push({ operator, version });
  }
  return comparators;
}

/**
 * Reads a range: conditions with spaces or commas between them hold together, `||`
 * stands between alternatives. Undefined when it is none.
 */
export function readRange(range: string): Comparator[][] | undefined {
  if (range.length > 1000) return undefined;
  const alternatives = range.split('||').map(readComparators);
  return alternatives.every(one => one !== undefined)
    ? alternatives
    : undefined;
}

type Answer = 'yes' | 'no' | 'unknown';

function fulfils(
  ecosystem: string | undefined,
  version: string,
  { operator, version: bound }: Comparator,
): Answer {
  const order = compareVersions(ecosystem, version, bound);
  if (order === undefined) return 'unknown';
  const holds = {
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
    '=': order === 0,
    '!=': order !== 0,
  }[operator];
  return holds ? 'yes' : 'no';
}

/**
 * Whether a version is in a range, by the rules of its ecosystem. `unknown` is an
 * answer: who asks "who ships it?" has to see what could not be compared.
 */
export function inRange(
  ecosystem: string | undefined,
  version: string | null | undefined,
  range: string,
): Answer {
  const alternatives = readRange(range);
  if (!alternatives) return 'unknown';
  if (alternatives.some(one => one.length === 0)) return 'yes';
  if (!version) return 'unknown';
  const answers = alternatives.map(comparators => {
    const each = comparators.map(one => fulfils(ecosystem, version, one));
    if (each.includes('no')) return 'no';
    return each.includes('unknown') ? 'unknown' : 'yes';
  });
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}
