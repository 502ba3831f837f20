import { FoundFinding } from './importTypes';

/** A record that stands for all equal ones of the report. */
export interface CollapsedFinding extends FoundFinding {
  /** Place of the survivor in the report. */
  place: number;
}

const contentText = ({ content }: FoundFinding) =>
  JSON.stringify(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1)));

const order = (a: string, b: string) => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/**
 * Equal findings of a report as one with a count. The survivor is chosen by its
 * content, so that it does not hang on the order in which a scanner writes: open
 * before gone, then without suppression, then by content.
 */
export function collapseFound(
  found: readonly FoundFinding[],
): CollapsedFinding[] {
  const groups = new Map<string, (CollapsedFinding & { text: string })[]>();
  found.forEach((item, place) => {
    const text = contentText(item);
    const key = JSON.stringify([item.keys[0], item.collapses ? null : text]);
    const others = groups.get(key) ?? [];
    others.push({ ...item, place, text });
    groups.set(key, others);
  });
  return [...groups.values()]
    .map(group => {
      const [survivor] = group.sort(
        (a, b) =>
          Number(a.gone) - Number(b.gone) ||
          order(a.suppressedBy ?? '', b.suppressedBy ?? '') ||
          order(a.text, b.text) ||
          a.place - b.place,
      );
      const { text, ...rest } = survivor;
      const occurrences = group.reduce((sum, one) => sum + one.occurrences, 0);
      return { ...rest, occurrences };
    })
    .sort((a, b) => a.place - b.place);
}

/** The n-th of several with one key is the n-th by where it stands. */
export const inOrder = <T extends FoundFinding>(found: readonly T[]): T[] =>
  [...found].sort(
    (a, b) =>
      order(a.keys[0], b.keys[0]) ||
      order(a.sortKey, b.sortKey) ||
      order(contentText(a), contentText(b)) ||
      order(a.suppressedBy ?? '', b.suppressedBy ?? ''),
  );

/** Whether nothing but the identity's version differs. */
export const sameContent = (
  a: Pick<FoundFinding, 'content'>,
  b: Pick<FoundFinding, 'content'>,
): boolean => {
  const names = new Set([...Object.keys(a.content), ...Object.keys(b.content)]);
  return [...names].every(
    name => (a.content[name] ?? null) === (b.content[name] ?? null),
  );
};
