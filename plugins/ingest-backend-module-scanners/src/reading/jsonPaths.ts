/** Places of a document and what stands there, as far as its head goes. */
export type JsonPaths = ReadonlyMap<string, string>;

const deepest = 6;
const most = 4000;

const isBlank = (code: number) =>
  code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

function stringEnd(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === 0x5c) end += 1;
    else if (code === 0x22) return end;
  }
  return -1;
}

interface Level {
  isArray: boolean;
  path: string;
  key: string;
}

function pathsOf(text: string): JsonPaths {
  const found = new Map<string, string>();
  const levels: Level[] = [];
  let expectsKey = false;
  const childPath = () => {
    const level = levels.at(-1);
    if (!level) return '';
    return `${level.path}/${level.isArray ? '*' : level.key}`;
  };
  const note = (value: string) => {
    if (levels.length > deepest || found.size >= most) return;
    const path = childPath();
    if (!found.has(path)) found.set(path, value.slice(0, 500));
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const level = levels.at(-1);
    if (isBlank(code) || code === 0x3a) continue;
    if (code === 0x2c) {
      expectsKey = level !== undefined && !level.isArray;
    } else if (code === 0x7b || code === 0x5b) {
      note(code === 0x7b ? '{' : '[');
      levels.push({
        isArray: code === 0x5b,
        path: levels.length > deepest ? '' : childPath(),
        key: '',
      });
      expectsKey = code === 0x7b;
    } else if (code === 0x7d || code === 0x5d) {
      levels.pop();
      // Further values of NDJSON look like the first.
      if (levels.length === 0) break;
    } else if (code === 0x22) {
      const end = stringEnd(text, at);
      const raw = text.slice(at + 1, end < 0 ? undefined : end);
      if (expectsKey && level) {
        level.key = raw;
        expectsKey = false;
      } else {
        note(raw);
      }
      if (end < 0) break;
      at = end;
    } else {
      let end = at;
      while (end < text.length && !/[\s,\]}]/.test(text[end])) end += 1;
      note(text.slice(at, end));
      at = Math.max(at, end - 1);
    }
  }
  return found;
}

let last: { text: string; paths: JsonPaths } | undefined;

/**
 * Every key of the head of a JSON document, up to six levels: `/runs/…/tool` (lists as `*`),
 * with the first value seen there; `{` and `[` for objects and lists.
 */
export function jsonPaths(text: string): JsonPaths {
  // All formats look at one head, one after the other.
  if (last?.text !== text) last = { text, paths: pathsOf(text) };
  return last.paths;
}
