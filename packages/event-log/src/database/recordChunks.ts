import { Position } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { cleanJson } from '../service/cleanText';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Text of one chunk before compression: large enough for zstd to find repeats. */
const CHUNK_CHARACTERS = 512 * 1024;

/** A chunk is unpacked at once where it is as long as its text. */
const CHUNK_BYTES = 640 * 1024;

/** Chunks fetched in one round trip; bounds what a slow reader holds in memory. */
const CHUNKS_PER_READ = 4;

/** Stores the records of one event in order, a chunk at a time. */
export async function appendRecords(
  tx: Knex.Transaction,
  position: Position,
  records: AsyncIterable<object> | Iterable<object>,
): Promise<void> {
  let ordinal = 0;
  let lines: string[] = [];
  let characters = 0;

  const flush = async () => {
    if (lines.length === 0) return;
    const body = await compress(Buffer.from(lines.join('\n')));
    await tx.raw(
      `INSERT INTO log.record_chunk (position, ordinal, record_count, body)
       VALUES (?, ?, ?, ?)`,
      [position, ordinal, lines.length, body],
    );
    ordinal += 1;
    lines = [];
    characters = 0;
  };

  for await (const record of records) {
    const line = cleanJson(record);
    lines.push(line);
    characters += line.length;
    if (characters >= CHUNK_CHARACTERS) await flush();
  }
  await flush();
}

const lineEnd = 10;

/** The records of one event as they are stored, in order, a few chunks in memory at a time. */
export async function* readRecordLines(
  knex: Knex,
  position: Position,
): AsyncGenerator<Buffer> {
  let last = -1;
  for (;;) {
    const result = await knex.raw<{
      rows: Array<{ ordinal: number; body: Buffer }>;
    }>(
      `SELECT ordinal, body FROM log.record_chunk
       WHERE position = ? AND ordinal > ? ORDER BY ordinal LIMIT ?`,
      [position, last, CHUNKS_PER_READ],
    );
    for (const { ordinal, body } of result.rows) {
      const text = await decompress(body, { chunkSize: CHUNK_BYTES });
      for (let from = 0; from <= text.length; ) {
        const found = text.indexOf(lineEnd, from);
        const to = found < 0 ? text.length : found;
        yield text.subarray(from, to);
        from = to + 1;
      }
      last = ordinal;
    }
    if (result.rows.length < CHUNKS_PER_READ) return;
  }
}

/** The records of one event, in order. */
export async function* readRecords(
  knex: Knex,
  position: Position,
): AsyncGenerator<object> {
  for await (const line of readRecordLines(knex, position)) {
    const record: unknown = JSON.parse(line.toString('utf8'));
    if (typeof record === 'object' && record !== null) yield record;
  }
}
