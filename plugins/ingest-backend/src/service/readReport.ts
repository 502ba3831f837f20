import {
  ReportBody,
  ReportError,
  ReportFigures,
  ReportFormat,
} from '@quarterdeck/plugin-ingest-node';
import { decodeJsonText } from './decodeJson';
import { maskSecret } from './maskSecret';
import { reportHead } from './reportHead';
import { reportText } from './reportText';

/** What a sender says about the format of its report, and what its source takes. */
export interface ReportHint {
  category: string;
  /** `unknown`: find out. */
  format: string;
  /** The tool its sender names: the format of a list that is empty. */
  tool?: string;
  maxDepth: number;
  maxBytes: number;
}

/** What reading a report came to. */
export type ReportOutcome =
  | {
      kind: 'read';
      format: string;
      figures: ReportFigures;
      recordCount: number;
      rejectedCount: number;
      /** The first of them. */
      rejected: { path: string; message: string }[];
    }
  /** No module reads its category: kept as it came. */
  | { kind: 'kept' }
  | { kind: 'unreadable'; message: string; path: string };

const headCharacters = 65_536;
const longestJson = 400 * 1024 * 1024;
const shownRejects = 10;
const unnamed = 'unknown';

function nestsDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) {
      inString = true;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
  return false;
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

async function* inPieces(
  first: readonly string[],
  then: AsyncIterable<string> | Iterable<string> = [],
) {
  yield* first;
  yield* then;
}

function bodyOf(pieces: AsyncIterable<string>, maxDepth: number): ReportBody {
  return {
    maxDepth,
    pieces: () => pieces,
    lines: () => linesOf(pieces),
    async json() {
      let text = '';
      for await (const piece of pieces) {
        text += piece;
        if (text.length > longestJson) {
          throw new ReportError('The report is too large for one JSON value.');
        }
      }
      if (nestsDeeper(text, maxDepth)) {
        throw new ReportError(
          `The JSON nests deeper than ${maxDepth} levels, which this source does not take.`,
        );
      }
      const decoded = decodeJsonText(text);
      if (decoded.ok) return decoded.value;
      throw new ReportError(decoded.refusal.message);
    },
  };
}

const takes = (format: ReportFormat, category: string) =>
  format.category === category ||
  (format.categories?.includes(category) ?? false);

/** Whether reports of a category are read by any of the formats. */
export const readsCategory = (
  formats: readonly ReportFormat[],
  category: string,
): boolean => formats.some(format => takes(format, category));

const emptyList = /^\s*\[\s*\]\s*$/;

const listed = (formats: readonly ReportFormat[]) =>
  formats.map(({ format }) => format).join(', ');

/** The format of a report: as its sender says, else by its first characters. */
function pickFormat(
  formats: readonly ReportFormat[],
  hint: ReportHint,
  head: string,
): ReportFormat {
  const own = formats.filter(format => takes(format, hint.category));
  const shape = reportHead(head);
  if (hint.format !== unnamed) {
    const named = own.find(({ format }) => format === hint.format);
    if (named) {
      if (emptyList.test(head) || named.detect(shape)) return named;
      const really = formats.find(format => format.detect(shape));
      if (!really || named.alike?.includes(really.format)) return named;
      throw new ReportError(
        `This is ${really.format}, not ${named.format}. Send it as that, or leave the format out.`,
        '/query/format',
      );
    }
    throw new ReportError(
      `No format of the category "${hint.category}" is called "${
        hint.format
      }". There are ${listed(own)}.`,
      '/query/format',
    );
  }
  const found = own.find(format => format.detect(shape));
  if (found) return found;
  if (emptyList.test(head)) {
    const byTool = own.find(
      ({ format }) => format === hint.tool?.toLowerCase(),
    );
    if (byTool) return byTool;
    throw new ReportError(
      `An empty list does not tell which tool wrote it: name its format. There are ${listed(
        own,
      )}.`,
      '/query/format',
    );
  }
  const other = formats.find(format => format.detect(shape));
  if (other) {
    throw new ReportError(
      `This is ${other.format}, a report of the category "${other.category}". Send it as that.`,
      '/query/category',
    );
  }
  throw new ReportError(
    `This is none of the formats of the category "${hint.category}": ${listed(
      own,
    )}.`,
  );
}

/**
 * Reads a report: unpacks, decodes, finds the format, parses. Never throws for
 * what stands in the report.
 */
export async function readReport(options: {
  pieces: AsyncIterable<Buffer>;
  hint: ReportHint;
  formats: readonly ReportFormat[];
  /** Leaked secrets leave the report as HMAC with this key and a mask only. */
  secretKey: Uint8Array;
  onRecord(record: object): void;
}): Promise<ReportOutcome> {
  const { hint, formats, secretKey, onRecord } = options;
  if (!readsCategory(formats, hint.category)) {
    return { kind: 'kept' };
  }
  let recordCount = 0;
  let rejectedCount = 0;
  const rejected: { path: string; message: string }[] = [];
  try {
    let files = 1;
    const text = reportText(options.pieces, hint.maxBytes, count => {
      files = count;
    });
    let head = '';
    let ended = false;
    while (head.length < headCharacters && !ended) {
      const next = await text.next();
      if (next.done) ended = true;
      else head += next.value;
    }
    if (head.trim() === '') throw new ReportError('The report is empty.');
    const format = pickFormat(formats, hint, head.slice(0, headCharacters));
    if (files > 1 && !format.severalFiles) {
      throw new ReportError(
        'The zip holds several files. Send each report on its own.',
      );
    }
    const pieces = ended ? inPieces([head]) : inPieces([head], text);
    const figures = await format.parse(bodyOf(pieces, hint.maxDepth), {
      record(record) {
        recordCount += 1;
        onRecord(maskSecret(record, secretKey));
      },
      reject(path, message) {
        rejectedCount += 1;
        if (rejected.length < shownRejects) {
          rejected.push({
            path: path.slice(0, 500),
            message: message.slice(0, 500),
          });
        }
      },
    });
    return {
      kind: 'read',
      format: format.format,
      figures,
      recordCount,
      rejectedCount,
      rejected,
    };
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    return {
      kind: 'unreadable',
      message: error.message,
      path: error.path.slice(0, 500),
    };
  }
}
