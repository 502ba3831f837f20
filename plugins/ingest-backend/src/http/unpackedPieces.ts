import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { Request } from 'express';
import { RefusalError, refuse } from '../service/refusal';

const tooLarge = (maxBytes: number) =>
  new RefusalError(
    refuse(
      413,
      'PayloadTooLargeError',
      `The report is larger than the ${maxBytes.toLocaleString(
        'en-US',
      )} bytes this source takes.`,
      '/',
    ),
  );

/** The unpacked bytes of a request as they come, stopped at its limits. */
export async function* unpackedPieces(
  request: Request,
  encoding: 'gzip' | 'deflate' | undefined,
  limits: { wire: number; unpacked: number },
): AsyncGenerator<Buffer> {
  let wire = 0;
  let unpacked = 0;
  let stream: Readable = request;
  if (encoding) {
    const unpacker =
      encoding === 'gzip' ? zlib.createGunzip() : zlib.createInflate();
    request.on('data', (piece: Buffer) => {
      wire += piece.length;
      if (wire > limits.wire) unpacker.destroy(tooLarge(limits.wire));
    });
    request.once('close', () => {
      if (!request.complete) unpacker.destroy(new Error('aborted'));
    });
    stream = request.pipe(unpacker);
  }
  try {
    // Leaving early must not cut the line before the answer is out.
    for await (const piece of stream.iterator({ destroyOnReturn: false })) {
      unpacked += piece.length;
      if (unpacked > limits.unpacked) throw tooLarge(limits.unpacked);
      yield piece;
    }
  } catch (error) {
    if (error instanceof RefusalError) throw error;
    throw new RefusalError(
      refuse(
        400,
        'InputError',
        request.complete
          ? `The report is not valid ${encoding}.`
          : `The sender cut the report off after ${unpacked.toLocaleString(
              'en-US',
            )} bytes.`,
        '/',
      ),
    );
  } finally {
    request.unpipe();
  }
}
