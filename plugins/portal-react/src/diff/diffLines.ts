/** A line of a comparison. */
export type DiffRow =
  | { kind: 'same'; text: string; before: number; after: number }
  | { kind: 'removed'; text: string; before: number }
  | { kind: 'added'; text: string; after: number };

/** Past this many cells the middle is shown as replaced as a whole: it stays quick. */
const mostCells = 4_000_000;

/** Pairs of equal items (longest common subsequence), as indexes in both lists. */
export function commonPairs(
  a: readonly string[],
  b: readonly string[],
): Array<[number, number]> {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  ) {
    tail += 1;
  }
  const pairs: Array<[number, number]> = [];
  for (let at = 0; at < head; at += 1) pairs.push([at, at]);
  const rows = a.length - head - tail;
  const columns = b.length - head - tail;
  if (rows > 0 && columns > 0 && rows * columns <= mostCells) {
    const width = columns + 1;
    const lengths = new Uint32Array((rows + 1) * width);
    for (let i = rows - 1; i >= 0; i -= 1) {
      for (let j = columns - 1; j >= 0; j -= 1) {
        lengths[i * width + j] =
          a[head + i] === b[head + j]
            ? lengths[(i + 1) * width + j + 1] + 1
            : Math.max(
                lengths[(i + 1) * width + j],
                lengths[i * width + j + 1],
              );
      }
    }
    let i = 0;
    let j = 0;
    while (i < rows && j < columns) {
      if (a[head + i] === b[head + j]) {
        pairs.push([head + i, head + j]);
        i += 1;
        j += 1;
      } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) {
        i += 1;
      } else j += 1;
    }
  }
  for (let at = tail; at > 0; at -= 1)
    pairs.push([a.length - at, b.length - at]);
  return pairs;
}

/** Compares two texts line by line: removed before added, equal lines as they are. */
export function diffLines(before: string, after: string): DiffRow[] {
  const a = before === '' ? [] : before.split('\n');
  const b = after === '' ? [] : after.split('\n');
  const rows: DiffRow[] = [];
  let i = 0;
  let j = 0;
  const upTo = (left: number, right: number) => {
    for (; i < left; i += 1) {
      rows.push({ kind: 'removed', text: a[i], before: i + 1 });
    }
    for (; j < right; j += 1) {
      rows.push({ kind: 'added', text: b[j], after: j + 1 });
    }
  };
  for (const [left, right] of commonPairs(a, b)) {
    upTo(left, right);
    rows.push({ kind: 'same', text: a[i], before: i + 1, after: j + 1 });
    i += 1;
    j += 1;
  }
  upTo(a.length, b.length);
  return rows;
}

/** A line cut into what is shared with the other side and what is not. */
export function markWords(
  line: string,
  other: string,
): Array<{ text: string; changed: boolean }> {
  const words = line.split(/(\W)/).filter(Boolean);
  const others = other.split(/(\W)/).filter(Boolean);
  const shared = new Set(commonPairs(words, others).map(([index]) => index));
  const parts: Array<{ text: string; changed: boolean }> = [];
  words.forEach((text, index) => {
    const changed = !shared.has(index);
    const last = parts.at(-1);
    if (last?.changed === changed) last.text += text;
    else parts.push({ text, changed });
  });
  return parts;
}
