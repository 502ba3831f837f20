import zlib from 'node:zlib';
import { ReportHead } from '@quarterdeck/plugin-ingest-node';
import { JsonOutline } from './jsonOutline';
import { reportHead } from './reportHead';

const headBytes = 65_536;
const plainBytes = 64 * 1024 * 1024;

/** Pieces that were read ahead: the first as they are, further ones compressed. */
class HeldPieces {
  private readonly pieces: { data: Buffer; isPacked: boolean }[] = [];
  private length = 0;

  add(piece: Buffer): void {
    this.length += piece.length;
    const isPacked = this.length > plainBytes;
    this.pieces.push({
      data: isPacked ? zlib.deflateRawSync(piece, { level: 1 }) : piece,
      isPacked,
    });
  }

  /** All of them, let go in passing. */
  *take(): Generator<Buffer> {
    for (const piece of this.pieces) {
      const { data } = piece;
      piece.data = Buffer.alloc(0);
      yield piece.isPacked ? zlib.inflateRawSync(data) : data;
    }
  }

  /** The first bytes. */
  head(): Buffer {
    const [first] = this.pieces;
    if (!first || first.data.length >= headBytes) {
      return first?.data.subarray(0, headBytes) ?? Buffer.alloc(0);
    }
    return Buffer.concat(this.pieces.map(({ data }) => data)).subarray(
      0,
      headBytes,
    );
  }

  get isHeadWhole(): boolean {
    return this.length >= headBytes;
  }
}

const isJson = (text: string) => /^\s*[[{]/.test(text);

/** The head of a report, and the whole report. */
export interface ReportAhead {
  head: ReportHead;
  bytes: AsyncIterable<Buffer>;
}

/**
 * Reads the head of a report. Where it does not tell enough (the keys that
 * would may stand behind megabytes of others), the whole is read, and the head
 * is an outline of it.
 */
export async function readAhead(
  bytes: AsyncGenerator<Buffer>,
  tells: (head: ReportHead) => boolean,
): Promise<ReportAhead> {
  const held = new HeldPieces();
  let ended = false;
  while (!held.isHeadWhole && !ended) {
    const next = await bytes.next();
    if (next.done) ended = true;
    else held.add(next.value);
  }
  // A character that the head ends in is left out.
  const text = new TextDecoder().decode(held.head(), { stream: true });
  let head = reportHead(text);
  const goesOn = !ended || held.isHeadWhole;
  if (goesOn && isJson(text) && !tells(head)) {
    const outline = new JsonOutline();
    const kept = new HeldPieces();
    for (const piece of held.take()) {
      outline.feed(piece);
      kept.add(piece);
    }
    for await (const piece of bytes) {
      outline.feed(piece);
      kept.add(piece);
    }
    head = { text: outline.text() };
    return { head, bytes: all(kept) };
  }
  return { head, bytes: all(held, bytes) };
}

async function* all(held: HeldPieces, then?: AsyncIterable<Buffer>) {
  yield* held.take();
  if (then) yield* then;
}
