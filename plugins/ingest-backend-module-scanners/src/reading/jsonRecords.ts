import { ReportBody, ReportError } from '@quarterdeck/plugin-ingest-node';
import { JsonRecord } from './recordBatch';
import { JsonCutter } from './jsonCutter';
import './lastingCutter';
import { parseJson } from './parseJson';
import { patternTree } from './pathPatterns';

/** A document without its records, and the records. */
export interface JsonDocument {
  /** Lists of records are empty in it, records under a name of their own `null`. */
  rest: unknown;
  count: number;
  /**
   * In the order of the document, once. Those of the pattern `first` come before the
   * others: of a document of more than 24 MiB, as far as they stand in these.
   */
  records(first?: number): Iterable<JsonRecord>;
}

/**
 * Reads a JSON document whose bulk are records at known places, each parsed
 * alone when its turn comes: the whole never stands in memory, and one bad
 * record costs itself. Records come when the rest is known.
 *
 * `patterns` are JSON pointers with `*` for any key or index; `drop` are places
 * that nobody needs. With `documents` the text is any number of JSON values,
 * one after the other or in one list, and each is a record.
 * @throws ReportError when it is cut off, nests too deep, or its rest is no JSON.
 */
export async function jsonRecords(
  body: Pick<ReportBody, 'bytes' | 'maxDepth'>,
  patterns: readonly string[],
  options: { drop?: readonly string[]; documents?: boolean } = {},
): Promise<JsonDocument> {
  const { drop = [], documents = false } = options;
  const cutter = new JsonCutter(
    patternTree(patterns, drop),
    body.maxDepth,
    documents,
  );
  for await (const piece of body.bytes()) cutter.feed(piece);
  const text = cutter.end();
  const { records } = cutter;
  const document: Omit<JsonDocument, 'rest'> = {
    count: records.count,
    records: first => records.take(first),
  };
  if (documents) return { ...document, rest: undefined };
  try {
    return { ...document, rest: parseJson(text) };
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    throw new ReportError('The report is not valid JSON.');
  }
}
