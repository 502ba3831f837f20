import zlib from 'node:zlib';
import { ReportError } from '@quarterdeck/plugin-ingest-node';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const entryBytes = 46;
const localBytes = 30;
const longestComment = 0xffff;
const mostFiles = 1000;

const broken = () =>
  new ReportError('The zip is broken, cut off, encrypted or of a new kind.');

function findEnd(zip: Buffer): number {
  const lowest = Math.max(0, zip.length - endBytes - longestComment);
  for (let at = zip.length - endBytes; at >= lowest; at -= 1) {
    if (zip.readUInt32LE(at) === endSignature) return at;
  }
  throw broken();
}

/** One file, by where its entry stands in the directory. */
function unpack(zip: Buffer, entry: number, limit: number): Buffer {
  const isEncrypted = zip.readUInt16LE(entry + 8) % 2 === 1;
  const method = zip.readUInt16LE(entry + 10);
  const packedBytes = zip.readUInt32LE(entry + 20);
  const local = zip.readUInt32LE(entry + 42);
  if (isEncrypted || packedBytes === 0xffffffff) throw broken();
  const from =
    local +
    localBytes +
    zip.readUInt16LE(local + 26) +
    zip.readUInt16LE(local + 28);
  const packed = zip.subarray(from, from + packedBytes);
  if (method === 0) return packed;
  if (method !== 8) throw broken();
  return zlib.inflateRawSync(packed, { maxOutputLength: limit + 1 });
}

const tooLarge = (limit: number) =>
  new ReportError(
    `The report is larger than ${limit.toLocaleString(
      'en-US',
    )} bytes when unpacked, which this source does not take.`,
  );

/** Errors of zlib are told by their code alone. */
const isTooLong = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_BUFFER_TOO_LARGE';

/**
 * The files of a zip, as CI systems pack artefacts, in the order of its
 * directory. Names are not used for anything, and sizes it states are not
 * believed; together they may be as large as one.
 * @throws ReportError
 */
export function unzipFiles(zip: Buffer, limit: number): Buffer[] {
  try {
    const end = findEnd(zip);
    const entries = zip.readUInt16LE(end + 10);
    let at = zip.readUInt32LE(end + 16);
    const places: number[] = [];
    for (let index = 0; index < entries; index += 1) {
      if (zip.readUInt32LE(at) !== entrySignature) throw broken();
      const nameLength = zip.readUInt16LE(at + 28);
      const isFolder = zip[at + entryBytes + nameLength - 1] === 0x2f;
      if (!isFolder) places.push(at);
      at +=
        entryBytes +
        nameLength +
        zip.readUInt16LE(at + 30) +
        zip.readUInt16LE(at + 32);
    }
    if (places.length === 0) throw new ReportError('The zip is empty.');
    if (places.length > mostFiles) {
      throw new ReportError(
        `The zip holds more than ${mostFiles} files, which is not taken.`,
      );
    }
    let bytes = 0;
    return places.map(place => {
      const file = unpack(zip, place, limit);
      bytes += file.length;
      // The same packed bytes may stand behind many entries.
      if (bytes > limit) throw tooLarge(limit);
      return file;
    });
  } catch (error) {
    if (error instanceof ReportError) throw error;
    if (isTooLong(error)) throw tooLarge(limit);
    throw broken();
  }
}
