import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { ReportError } from '@quarterdeck/plugin-ingest-node';
import { unzipFiles } from './unzipFiles';

const enoughToKnow = 256;

/** Reads at least so many bytes ahead, and hands everything on. */
async function peek(
  pieces: AsyncIterable<Buffer>,
  bytes: number,
): Promise<{ head: Buffer; all: AsyncGenerator<Buffer> }> {
  const iterator = pieces[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let done = false;
  while (head.length < bytes && !done) {
    const next = await iterator.next();
    if (next.done) done = true;
    else head = Buffer.concat([head, next.value]);
  }
  async function* all() {
    if (head.length > 0) yield head;
    while (!done) {
      const next = await iterator.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return { head, all: all() };
}

async function* within(
  pieces: AsyncIterable<Buffer>,
  limit: number,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > limit) {
      throw new ReportError(
        `The report is larger than ${limit.toLocaleString(
          'en-US',
        )} bytes when unpacked, which this source does not take.`,
      );
    }
    yield piece;
  }
}

async function* gunzip(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unpacker = Readable.from(pieces).pipe(zlib.createGunzip());
  try {
    for await (const piece of unpacker) yield piece;
  } catch {
    throw new ReportError('The report is not valid gzip: it may be cut off.');
  }
}

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

async function* unzip(
  pieces: AsyncIterable<Buffer>,
  limit: number,
  onFiles: (files: readonly Buffer[]) => void,
): AsyncGenerator<Buffer> {
  const parts: Buffer[] = [];
  for await (const piece of pieces) parts.push(piece);
  const files = unzipFiles(Buffer.concat(parts), limit);
  onFiles(files);
  for (const [index, file] of files.entries()) {
    const marked = index > 0 && file.subarray(0, 3).equals(utf8Mark);
    yield marked ? file.subarray(3) : file;
  }
}

/** Name of the encoding, by byte order mark, by zero bytes, or as XML declares it. */
function encodingOf(head: Buffer): string {
  const [a, b] = head;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a !== 0 && b === 0 && head.length > 1) return 'utf-16le';
  if (a === 0 && b !== 0) return 'utf-16be';
  const declared =
    /^\s*<\?xml[^>]{0,100}\sencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(
      head.toString('latin1'),
    )?.[1];
  // A file in bytes that says UTF-16 is wrong about itself.
  return declared && !/^utf-?16/i.test(declared) ? declared : 'utf-8';
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding);
  } catch {
    throw new ReportError(
      `The encoding "${encoding}" is not known. Write the report as UTF-8.`,
    );
  }
}

const isUtf8 = (encoding: string) => /^utf-?8$/i.test(encoding);

/** As it came, but for a byte order mark. */
async function* withoutMark(
  pieces: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const piece of pieces) {
    const marked = isFirst && piece.subarray(0, 3).equals(utf8Mark);
    isFirst = false;
    if (!marked) yield piece;
    else if (piece.length > 3) yield piece.subarray(3);
  }
}

/**
 * A report as UTF-8 in pieces: unpacked if it is gzip or a zip (its files one
 * after the other), without a byte order mark, of whatever encoding it came in.
 * `onFiles` is told which files a zip holds.
 * @throws ReportError
 */
export async function* reportBytes(
  pieces: AsyncIterable<Buffer>,
  limit: number,
  onFiles: (files: readonly Buffer[]) => void = () => undefined,
): AsyncGenerator<Buffer> {
  const raw = await peek(pieces, 4);
  const magic = raw.head.subarray(0, 4).toString('latin1');
  let unpacked: AsyncIterable<Buffer> = raw.all;
  if (magic.startsWith('\x1f\x8b')) unpacked = gunzip(raw.all);
  else if (magic === 'PK\x03\x04') unpacked = unzip(raw.all, limit, onFiles);
  const { head, all } = await peek(within(unpacked, limit), enoughToKnow);
  const encoding = encodingOf(head);
  if (isUtf8(encoding)) {
    yield* withoutMark(all);
    return;
  }
  const decoder = decoderOf(encoding);
  for await (const piece of all) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield Buffer.from(text);
  }
  const last = decoder.decode();
  if (last !== '') yield Buffer.from(last);
}
