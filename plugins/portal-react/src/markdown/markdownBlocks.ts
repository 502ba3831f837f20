/** A run of text inside a block. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'em'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] };

/** A block of a text. */
export type Block =
  | { kind: 'heading'; level: number; children: Inline[] }
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; children: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'rule' };

// One alternative per construct; each is linear, so that a hostile text costs no time.
const inlinePattern =
  /`([^`\n]{1,2000})`|\*\*([^*\n]{1,2000})\*\*|\*([^*\s][^*\n]{0,2000})\*|!?\[([^\]\n]{0,500})\]\(([^()\s]{1,2048})\)|<?(https?:\/\/[^\s<>()]{1,2048})>?/g;

/** Bold, italic, code and links. Images become links; HTML stays text. */
export function parseInline(text: string, depth = 0): Inline[] {
  const parts: Inline[] = [];
  let last = 0;
  for (const match of text.matchAll(inlinePattern)) {
    const [whole, code, strong, em, label, href, bare] = match;
    if (match.index > last) {
      parts.push({ kind: 'text', text: text.slice(last, match.index) });
    }
    last = match.index + whole.length;
    const inner = (value: string): Inline[] =>
      depth > 3
        ? [{ kind: 'text', text: value }]
        : parseInline(value, depth + 1);
    if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (strong !== undefined)
      parts.push({ kind: 'strong', children: inner(strong) });
    else if (em !== undefined) parts.push({ kind: 'em', children: inner(em) });
    else if (href !== undefined)
      parts.push({
        kind: 'link',
        href,
        children: [{ kind: 'text', text: label || href }],
      });
    else if (bare !== undefined)
      parts.push({
        kind: 'link',
        href: bare,
        children: [{ kind: 'text', text: bare }],
      });
  }
  if (last < text.length) parts.push({ kind: 'text', text: text.slice(last) });
  return parts;
}

const cells = (line: string): Inline[][] =>
  line
    .replace(/^\s*\||\|\s*$/g, '')
    .split('|')
    .map(cell => parseInline(cell.trim()));

const isFence = (line: string) => /^\s{0,3}(```|~~~)/.test(line);
const bullet = /^\s{0,6}[-*+]\s+(.*)$/;
const numbered = /^\s{0,6}\d{1,9}[.)]\s+(.*)$/;
const heading = /^\s{0,3}(#{1,6})\s+(.*?)#*$/;
const starts = (line: string) =>
  isFence(line) ||
  heading.test(line) ||
  bullet.test(line) ||
  numbered.test(line) ||
  /^\s{0,3}>/.test(line);

/** Cuts a text into blocks: the part of Markdown that scanners write. */
export function markdownBlocks(text: string): Block[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  const take = (fits: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && fits(lines[at])) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at];
    const title = heading.exec(line);
    if (line.trim() === '') {
      at += 1;
    } else if (isFence(line)) {
      at += 1;
      blocks.push({
        kind: 'code',
        text: take(one => !isFence(one)).join('\n'),
      });
      at += 1;
    } else if (title) {
      at += 1;
      blocks.push({
        kind: 'heading',
        level: title[1].length,
        children: parseInline(title[2].trim()),
      });
    } else if (/^\s{0,3}([-*_])\s*(\1\s*){2,}$/.test(line)) {
      at += 1;
      blocks.push({ kind: 'rule' });
    } else if (/^\s{0,3}>/.test(line)) {
      const quoted = take(one => /^\s{0,3}>/.test(one));
      blocks.push({
        kind: 'quote',
        children: parseInline(
          quoted.map(one => one.replace(/^\s{0,3}>\s?/, '')).join(' '),
        ),
      });
    } else if (bullet.test(line) || numbered.test(line)) {
      const pattern = bullet.test(line) ? bullet : numbered;
      const items = take(one => pattern.test(one));
      blocks.push({
        kind: 'list',
        ordered: pattern === numbered,
        items: items.map(one => parseInline(pattern.exec(one)?.[1] ?? '')),
      });
    } else if (
      line.includes('|') &&
      /^[\s|:-]*-[\s|:-]*$/.test(lines[at + 1] ?? '')
    ) {
      const [head, , ...rows] = take(one => one.includes('|'));
      blocks.push({ kind: 'table', head: cells(head), rows: rows.map(cells) });
    } else {
      at += 1;
      const words = [line, ...take(one => one.trim() !== '' && !starts(one))];
      blocks.push({
        kind: 'paragraph',
        children: parseInline(words.join('\n')),
      });
    }
  }
  return blocks;
}
