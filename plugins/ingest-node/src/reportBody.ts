import { ReportBody, ReportError } from './reportFormat';

const longestJson = 400 * 1024 * 1024;

async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const piece of bytes) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield text;
  }
  const last = decoder.decode();
  if (last !== '') yield last;
}

async function* linesOf(pieces: AsyncIterable<string>) {
  let rest = '';
  let number = 0;
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      number += 1;
      const text = line.trimEnd();
      if (text !== '') yield { line: text, number };
    }
  }
  const last = rest.trimEnd();
  if (last !== '') yield { line: last, number: number + 1 };
}

function nestsDeeper(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      for (at += 1; at < text.length; at += 1) {
        const inside = text.charCodeAt(at);
        if (inside === 0x5c) at += 1;
        else if (inside === 0x22) break;
      }
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}

/**
 * The text of a report as formats read it, from its bytes: UTF-8 without a byte
 * order mark, unpacked. Bytes that are no text become U+FFFD.
 */
export function reportBody(
  bytes: AsyncIterable<Buffer>,
  options: {
    maxDepth: number;
    /** Default `JSON.parse`. @throws ReportError */
    parseJson?: (text: string) => unknown;
  },
): ReportBody {
  const { maxDepth, parseJson = JSON.parse } = options;
  return {
    maxDepth,
    bytes: () => bytes,
    pieces: () => decoded(bytes),
    lines: () => linesOf(decoded(bytes)),
    async json() {
      const pieces: string[] = [];
      let length = 0;
      for await (const piece of decoded(bytes)) {
        pieces.push(piece);
        length += piece.length;
        if (length > longestJson) {
          throw new ReportError('The report is too large for one JSON value.');
        }
      }
      const text = pieces.join('');
      if (nestsDeeper(text, maxDepth)) {
        throw new ReportError(
          `The JSON nests deeper than ${maxDepth} levels, which this source does not take.`,
        );
      }
      return parseJson(text);
    },
  };
}
