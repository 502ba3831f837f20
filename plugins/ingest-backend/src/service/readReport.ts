import {
  reportBody,
  ReportError,
  ReportFigures,
  ReportFormat,
  ReportHead,
  ReportSink,
} from '@quarterdeck/plugin-ingest-node';
import { decodeJsonText } from './decodeJson';
import { requireRoomFor } from './jsonWithin';
import { maskSecret } from './maskSecret';
import { readAhead } from './reportAhead';
import { readTogether } from './readTogether';
import { reportBytes } from './reportBytes';

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

const shownRejects = 10;
const unnamed = 'unknown';

function parseJson(text: string): unknown {
  requireRoomFor(text);
  const decoded = decodeJsonText(text);
  if (decoded.ok) return decoded.value;
  throw new ReportError(decoded.refusal.message);
}

const takes = (format: ReportFormat, category: string) =>
  format.category === category ||
  (format.categories?.includes(category) ?? false);

/** Whether reports of a category are read by any of the formats. */
export const readsCategory = (
  formats: readonly ReportFormat[],
  category: string,
): boolean => formats.some(format => takes(format, category));

/** A list that is empty, alone or as all that an object holds. */
const emptyList =
  /^\s*(?:\[\s*\]|\{\s*"\w{1,64}"\s*:\s*(?:\[\s*\]|null)\s*\})\s*$/;

const listed = (formats: readonly ReportFormat[]) =>
  formats.map(({ format }) => format).join(', ');

/** The format of a report: as its sender says, else by what stands in it. */
function pickFormat(
  formats: readonly ReportFormat[],
  hint: ReportHint,
  shape: ReportHead,
): ReportFormat {
  const own = formats.filter(format => takes(format, hint.category));
  const head = shape.text;
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
    let files: readonly Buffer[] = [];
    const bytes = reportBytes(options.pieces, hint.maxBytes, held => {
      files = held;
    });
    const ahead = await readAhead(
      bytes,
      head =>
        hint.format !== unnamed || formats.some(format => format.detect(head)),
    );
    if (ahead.head.text.trim() === '') {
      throw new ReportError('The report is empty.');
    }
    const sink: ReportSink = {
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
    };
    const format = pickFormat(formats, hint, ahead.head);
    const bodyOf = (all: AsyncIterable<Buffer>) =>
      reportBody(all, { maxDepth: hint.maxDepth, parseJson });
    if (files.length > 1 && !format.severalFiles) {
      const together = await readTogether(files, {
        maxBytes: hint.maxBytes,
        sink,
        async open(pieces) {
          const one = await readAhead(pieces, head =>
            formats.some(known => known.detect(head)),
          );
          return {
            format: pickFormat(formats, { ...hint, format: unnamed }, one.head),
            body: bodyOf(one.bytes),
          };
        },
      });
      return {
        kind: 'read',
        ...together,
        recordCount,
        rejectedCount,
        rejected,
      };
    }
    const figures = await format.parse(bodyOf(ahead.bytes), sink);
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
