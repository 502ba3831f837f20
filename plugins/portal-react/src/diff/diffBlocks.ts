import { DiffRow } from './diffLines';

/** A removed line beside the added one that replaces it; either may be missing. */
export interface DiffPair {
  left: DiffRow | null;
  right: DiffRow | null;
}

/** Rows side by side, or a run of equal ones that is folded. */
export type DiffBlock =
  | { kind: 'rows'; pairs: DiffPair[] }
  | { kind: 'fold'; pairs: DiffPair[] };

const context = 3;
const foldFrom = 6;

/** Puts what was removed beside what was added in its place. */
export function pairRows(rows: readonly DiffRow[]): DiffPair[] {
  const pairs: DiffPair[] = [];
  let removed: DiffRow[] = [];
  let added: DiffRow[] = [];
  const flush = () => {
    const count = Math.max(removed.length, added.length);
    for (let at = 0; at < count; at += 1) {
      pairs.push({ left: removed[at] ?? null, right: added[at] ?? null });
    }
    removed = [];
    added = [];
  };
  for (const row of rows) {
    if (row.kind === 'removed') removed.push(row);
    else if (row.kind === 'added') added.push(row);
    else {
      flush();
      pairs.push({ left: row, right: row });
    }
  }
  flush();
  return pairs;
}

const isSame = ({ left }: DiffPair) => left?.kind === 'same';

/** Folds equal runs over six lines, leaving three lines around each change. */
export function foldPairs(pairs: readonly DiffPair[]): DiffBlock[] {
  const blocks: DiffBlock[] = [];
  const show = (part: DiffPair[]) => {
    const last = blocks.at(-1);
    if (part.length === 0) return;
    if (last?.kind === 'rows') last.pairs.push(...part);
    else blocks.push({ kind: 'rows', pairs: [...part] });
  };
  let at = 0;
  while (at < pairs.length) {
    let end = at;
    while (end < pairs.length && isSame(pairs[end])) end += 1;
    if (end === at) {
      show([pairs[at]]);
      at += 1;
      continue;
    }
    const run = pairs.slice(at, end);
    const before = at === 0 ? 0 : context;
    const after = end === pairs.length ? 0 : context;
    if (run.length - before - after > foldFrom) {
      show(run.slice(0, before));
      blocks.push({
        kind: 'fold',
        pairs: run.slice(before, run.length - after),
      });
      show(run.slice(run.length - after));
    } else show(run);
    at = end;
  }
  return blocks;
}
