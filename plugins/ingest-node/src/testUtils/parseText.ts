import { reportBody } from '../reportBody';
import { ReportBody, ReportFigures, ReportFormat } from '../reportFormat';

/** What a format made of a text. */
export interface Parsed {
  figures: ReportFigures;
  records: object[];
  rejected: { path: string; message: string }[];
}

/** The body of a report as the door gives it, in pieces of so many bytes. */
export function bodyOf(text: string, pieceLength = 4096): ReportBody {
  async function* bytes() {
    const all = Buffer.from(text);
    for (let at = 0; at < all.length; at += pieceLength) {
      yield all.subarray(at, at + pieceLength);
    }
  }
  return reportBody(bytes(), { maxDepth: 100 });
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
