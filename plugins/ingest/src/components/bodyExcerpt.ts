/** A few lines of a body around the place a reason points at. */
export interface BodyExcerpt {
  /** Number of the first line, from 1. */
  from: number;
  text: string;
  /** Numbers of the lines to mark. */
  highlight: number[];
}

/** Longer lines (minified bodies) are cut around the place. */
const lineWidth = 160;

/**
 * The lines around a JSON pointer. The text may be cut off or not be JSON at
 * all: then the deepest place that was reached is shown, which is where a
 * parser stopped too.
 */
export function bodyExcerpt(
  text: string,
  pointer: string | undefined,
  around = 2,
): BodyExcerpt {
  const isBroken = !pointer && breaksOff(text);
  const offset = isBroken ? text.length : offsetOfPointer(text, pointer ?? '');
  const lines = text.split('\n');
  let start = 0;
  let hit = 0;
  while (hit < lines.length - 1 && start + lines[hit].length < offset) {
    start += lines[hit].length + 1;
    hit++;
  }
  const first = Math.max(0, hit - around);
  const last = Math.min(lines.length - 1, hit + around);
  return {
    from: first + 1,
    text: lines
      .slice(first, last + 1)
      .map((line, index) =>
        cutAround(line, first + index === hit ? offset - start : 0),
      )
      .join('\n'),
    highlight: pointer || isBroken ? [hit + 1] : [],
  };
}

/** JSON that does not parse: the end is what there is to see. */
function breaksOff(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

function cutAround(line: string, column: number): string {
  if (line.length <= lineWidth) return line;
  const from = Math.max(0, Math.min(column - 40, line.length - lineWidth));
  const cut = line.slice(from, from + lineWidth);
  return `${from > 0 ? '…' : ''}${cut}${
    from + lineWidth < line.length ? '…' : ''
  }`;
}

interface Frame {
  /** Index of the running element; `undefined` in an object. */
  index?: number;
  /** Key or index of the running member. */
  part: string;
  /** The way to this container is the beginning of the pointer. */
  onPath: boolean;
  start: number;
}

/**
 * Where the value (in an object: the key) of a JSON pointer begins; the deepest
 * container on its way if it is missing; the end if the text breaks off first.
 * One pass that builds no values, so a large or broken body costs its length.
 */
export function offsetOfPointer(text: string, pointer: string): number {
  const wanted = pointer
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (wanted.length === 0) return 0;
  const frames: Frame[] = [];
  const isWanted = (frame: Frame | undefined) =>
    frame === undefined ||
    (frame.onPath && frame.part === wanted[frames.length - 1]);
  let offset = valueStart(text, 0);
  while (offset < text.length) {
    const top = frames.at(-1);
    const char = text[offset];
    if (char === '}' || char === ']') {
      if (top?.onPath) return top.start;
      frames.pop();
      offset++;
    } else if (char === ',') {
      if (top?.index !== undefined) top.part = String(++top.index);
      offset++;
    } else if (top && top.index === undefined && isKey(text, offset)) {
      const end = stringEnd(text, offset);
      top.part = unquoted(text.slice(offset, end)) ?? '';
      if (isWanted(top) && frames.length === wanted.length) return offset;
      offset = valueStart(text, end) + 1;
    } else {
      if (top && isWanted(top) && frames.length === wanted.length)
        return offset;
      if (char === '{' || char === '[') {
        const onPath = isWanted(top);
        const index = char === '[' ? 0 : undefined;
        frames.push({ index, part: '0', onPath, start: offset });
        offset++;
      } else {
        offset = char === '"' ? stringEnd(text, offset) : offset + 1;
      }
    }
    offset = valueStart(text, offset);
  }
  return frames.length > 0 ? text.length : 0;
}

function isKey(text: string, offset: number): boolean {
  return (
    text[offset] === '"' &&
    text[valueStart(text, stringEnd(text, offset))] === ':'
  );
}

function valueStart(text: string, from: number): number {
  let index = from;
  while (index < text.length && /\s/.test(text[index])) index++;
  return index;
}

function stringEnd(text: string, from: number): number {
  let index = from + 1;
  while (index < text.length && text[index] !== '"') {
    index += text[index] === '\\' ? 2 : 1;
  }
  return Math.min(index + 1, text.length);
}

function unquoted(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
