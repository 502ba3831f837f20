import { ReportHead } from '@quarterdeck/plugin-ingest-node';

const skips: readonly [string, string][] = [
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<!', '>'],
];

const skipAt = (text: string, at: number) =>
  skips.find(([begin]) => text.startsWith(begin, at));

/** What the first characters of a report tell. Reads them once, however hostile. */
export function reportHead(text: string): ReportHead {
  let at = 0;
  for (;;) {
    while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
    if (text[at] !== '<') return { text };
    const skip = skipAt(text, at);
    if (!skip) break;
    let end = text.indexOf(skip[1], at + skip[0].length);
    const subset = skip[0] === '<!' ? text.indexOf('[', at) : -1;
    // The declarations inside have ends of their own.
    if (subset >= 0 && subset < end) end = text.indexOf(']>', subset) + 1;
    if (end <= 0) return { text };
    at = end + skip[1].length;
  }
  const name = /^<([A-Za-z_][\w.-]{0,100}:)?([A-Za-z_][\w.-]{0,100})/.exec(
    text.slice(at, at + 256),
  );
  if (!name) return { text };
  const end = text.indexOf('>', at);
  return {
    text,
    xmlRoot: name[2],
    xmlRootTag: text.slice(at, end < 0 ? undefined : end + 1),
  };
}
