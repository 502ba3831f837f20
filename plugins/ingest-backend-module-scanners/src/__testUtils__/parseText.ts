import {
  ReportBody,
  ReportFigures,
  ReportFormat,
} from '@quarterdeck/plugin-ingest-node';

/** What a format made of a text. */
export interface Parsed {
  figures: ReportFigures;
  records: object[];
  rejected: { path: string; message: string }[];
}

/** The body of a report as the door gives it, in pieces of some size. */
export function bodyOf(text: string, pieceLength = 4096): ReportBody {
  async function* pieces() {
    for (let at = 0; at < text.length; at += pieceLength) {
      yield text.slice(at, at + pieceLength);
    }
  }
  async function* lines() {
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() !== '') yield { line: line.trimEnd(), number: index + 1 };
    }
  }
  return {
    maxDepth: 100,
    pieces,
    lines,
    json: async () => JSON.parse(text) as unknown,
  };
}

/** Parses a text with one format. */
export async function parseText(
  format: ReportFormat,
  text: string,
  pieceLength?: number,
): Promise<Parsed> {
  const records: object[] = [];
  const rejected: Parsed['rejected'] = [];
  const figures = await format.parse(bodyOf(text, pieceLength), {
    record: record => void records.push(record),
    reject: (path, message) => void rejected.push({ path, message }),
  });
  return { figures, records: JSON.parse(JSON.stringify(records)), rejected };
}
