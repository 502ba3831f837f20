import zlib from 'node:zlib';
import { JsonRecord, RecordBatch, recordsOf, Span } from './recordBatch';

/**
 * Parsed at once: `JSON.parse` of a few records together costs less than of each
 * alone, and what it makes is gone before the next are read.
 */
const batchBytes = 8 * 1024;
const plainBytes = 24 * 1024 * 1024;
const packBytes = 1024 * 1024;

/**
 * Records as bytes until the rest of their document is known: what they mean may
 * stand after them. The first of them as they are, further ones compressed.
 */
export class HeldRecords {
  private batches: RecordBatch[] = [];
  private readonly packed: Buffer[] = [];
  /** Batches from here on are not packed yet. */
  private unpacked: number | undefined;
  private waiting = 0;
  private held = 0;
  private lastPiece: Buffer | undefined;
  count = 0;

  /** `key` is an index where the parent is a list. */
  add(
    parent: readonly string[],
    key: string | number,
    pattern: number,
    span: Span,
  ): void {
    this.count += 1;
    if (this.joins(parent, key, pattern, span)) return;
    if (this.waiting >= packBytes) this.pack();
    this.batches.push({
      parent,
      pattern,
      key,
      count: 1,
      span,
      length: span.to - span.from,
    });
    // A span keeps all of its piece in memory.
    if (span.bytes !== this.lastPiece) this.held += span.bytes.length;
    this.lastPiece = span.bytes;
    if (this.held > plainBytes) {
      this.unpacked ??= this.batches.length - 1;
      this.waiting += span.to - span.from;
    }
  }

  /** Whether it stands right behind the last one, in the same list. */
  private joins(
    parent: readonly string[],
    key: string | number,
    pattern: number,
    { bytes, to, hasNumbered }: Span,
  ): boolean {
    const last = this.batches.at(-1);
    const span = last?.span;
    if (
      !last ||
      span?.bytes !== bytes ||
      last.parent !== parent ||
      last.pattern !== pattern ||
      typeof last.key !== 'number' ||
      last.key + last.count !== key ||
      to - span.from > batchBytes
    ) {
      return false;
    }
    last.count += 1;
    if (this.unpacked !== undefined) this.waiting += to - span.to;
    span.to = to;
    span.hasNumbered ||= hasNumbered;
    last.length = to - span.from;
    return true;
  }

  private pack(): void {
    if (this.unpacked === undefined) return;
    const batches = this.batches.slice(this.unpacked);
    const parts = batches.flatMap(({ span }) =>
      span ? [span.bytes.subarray(span.from, span.to)] : [],
    );
    this.packed.push(zlib.deflateRawSync(Buffer.concat(parts), { level: 1 }));
    for (const batch of batches) batch.span = undefined;
    this.unpacked = this.batches.length;
    this.waiting = 0;
  }

  /**
   * All of them in the order of the document, once. Those of the pattern `first`
   * come before the others, as far as they are not compressed.
   */
  *take(first?: number): Generator<JsonRecord> {
    this.pack();
    let { batches } = this;
    this.batches = [];
    if (first !== undefined) {
      const early = (batch: RecordBatch) =>
        batch.pattern === first && batch.span !== undefined;
      for (const batch of batches.filter(early)) {
        if (batch.span) yield* recordsOf(batch, batch.span);
      }
      batches = batches.filter(batch => !early(batch));
    }
    let unpacked = Buffer.alloc(0);
    let from = 0;
    for (const batch of batches) {
      let { span } = batch;
      // Let go in passing.
      batch.span = undefined;
      if (!span) {
        if (from === unpacked.length) {
          unpacked = zlib.inflateRawSync(this.packed.shift() ?? unpacked);
          from = 0;
        }
        const to = from + batch.length;
        span = { bytes: unpacked, from, to, hasNumbered: true };
        from = to;
      }
      // One generator, not one in another: records are many.
      for (const record of recordsOf(batch, span)) yield record;
    }
  }
}
