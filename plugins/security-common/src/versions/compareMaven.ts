import { compareDigits, compareText } from './compareParts';

type Item = { digits: string } | { word: string } | { list: Item[] };

const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const release = qualifiers.indexOf('');

const aliases: Readonly<Record<string, string>> = {
  ga: '',
  final: '',
  release: '',
  cr: 'rc',
};
const short: Readonly<Record<string, string>> = {
  a: 'alpha',
  b: 'beta',
  m: 'milestone',
};

const wordItem = (text: string, beforeDigit: boolean): Item => {
  const word = beforeDigit && Object.hasOwn(short, text) ? short[text] : text;
  return { word: Object.hasOwn(aliases, word) ? aliases[word] : word };
};

/** Zeros, releases and empty lists at an end say nothing. */
const isNothing = (item: Item): boolean => {
  if ('digits' in item) return /^0*$/.test(item.digits);
  if ('word' in item) return item.word === '';
  return item.list.length === 0;
};

function normalise(list: Item[]): void {
  for (let at = list.length - 1; at >= 0; at -= 1) {
    const item = list[at];
    if (isNothing(item)) list.splice(at, 1);
    else if (!('list' in item)) break;
  }
}

/**
 * Maven's "version order specification": dots divide, dashes and changes between
 * digits and letters begin a list of their own; a word after a dot is as after a dash.
 */
function parse(version: string): Item[] {
  const root: Item[] = [];
  const all = [root];
  let list = root;
  const begin = () => {
    const next: Item[] = [];
    list.push({ list: next });
    all.push(next);
    list = next;
  };
  const tokens = version.toLowerCase().match(/\d+|[^\d.-]+|[.-]/g) ?? [];
  let atStart = true;
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1] ?? '';
    if (token === '.' || token === '-') {
      // Nothing between two signs is a zero.
      if (atStart) list.push({ digits: '0' });
      if (token === '-') begin();
      atStart = true;
      return;
    }
    const isNumber = /^\d/.test(token);
    const follows = !atStart && previous !== '';
    if (isNumber) {
      if (follows) begin();
      list.push({ digits: token });
    } else {
      if (follows || (previous === '.' && list.length > 0)) begin();
      list.push(wordItem(token, /^\d/.test(tokens[index + 1] ?? '')));
    }
    atStart = false;
  });
  for (const one of all.reverse()) normalise(one);
  return root;
}

const rank = (word: string): [number, string] => {
  const at = qualifiers.indexOf(word);
  return at >= 0 ? [at, ''] : [qualifiers.length, word];
};

const compareWords = (a: string, b: string) => {
  const [left, right] = [rank(a), rank(b)];
  return left[0] - right[0] || compareText(left[1], right[1]);
};

/** Words before lists before numbers. */
const weight = (item: Item) => {
  if ('word' in item) return 0;
  return 'list' in item ? 1 : 2;
};

function toNothing(item: Item): number {
  if ('digits' in item) return isNothing(item) ? 0 : 1;
  if ('word' in item) {
    return rank(item.word)[0] - release;
  }
  for (const one of item.list) {
    const result = toNothing(one);
    if (result !== 0) return result;
  }
  return 0;
}

function compareItems(a: Item | undefined, b: Item | undefined): number {
  if (a === undefined) return b === undefined ? 0 : -toNothing(b);
  if (b === undefined) return toNothing(a);
  if ('digits' in a && 'digits' in b) return compareDigits(a.digits, b.digits);
  if ('word' in a && 'word' in b) return compareWords(a.word, b.word);
  if ('list' in a && 'list' in b) return compareLists(a.list, b.list);
  return weight(a) - weight(b);
}

function compareLists(a: readonly Item[], b: readonly Item[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const result = compareItems(a[at], b[at]);
    if (result !== 0) return result;
  }
  return 0;
}

/** Versions of Maven artifacts. */
export const compareMaven = (a: string, b: string): number =>
  compareLists(parse(a), parse(b));
