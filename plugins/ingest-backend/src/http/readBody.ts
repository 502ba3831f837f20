import { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { isError } from '@backstage/errors';
import { RefusalError, refuse, unavailable } from '../service/refusal';

/** Bytes that all requests together may hold while they are read. */
export interface BodyBudget {
  held: number;
  readonly max: number;
}

const readTimeoutMs = 30_000;

const tooLarge = (maxBytes: number, what = 'The body') =>
  new RefusalError(
    refuse(
      413,
      'PayloadTooLargeError',
      `${what} is larger than the ${maxBytes.toLocaleString(
        'en-US',
      )} bytes this source takes.`,
      '/',
    ),
  );

/** Refuses by `content-length` before a byte is read. */
export function refuseTooLong(
  request: IncomingMessage,
  maxBytes: number,
): void {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
}

/**
 * The raw bytes of a request, never more than allowed: what comes past the
 * limit is thrown away as it comes.
 */
export function readBody(
  request: IncomingMessage,
  options: { maxBytes: number; budget: BodyBudget },
): Promise<Buffer> {
  const { maxBytes, budget } = options;
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    let done = false;
    const timer = setTimeout(onTimeout, readTimeoutMs);

    function finish(act: () => void) {
      if (done) return;
      done = true;
      clearTimeout(timer);
      budget.held -= size;
      request.off('data', onData);
      request.off('end', onEnd);
      request.off('error', onAbort);
      request.off('close', onAbort);
      act();
    }
    const fail = (error: RefusalError) => finish(() => reject(error));
    function onTimeout() {
      fail(
        new RefusalError(
          refuse(408, 'RequestTimeoutError', 'The body came too slowly.'),
        ),
      );
    }
    function onData(piece: Buffer) {
      size += piece.length;
      budget.held += piece.length;
      if (size > maxBytes) {
        fail(tooLarge(maxBytes));
      } else if (budget.held > budget.max) {
        fail(
          new RefusalError(
            unavailable('Too many large bodies at once. Try again.', 1),
          ),
        );
      } else {
        pieces.push(piece);
      }
    }
    function onEnd() {
      finish(() =>
        resolve(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces, size)),
      );
    }
    function onAbort() {
      fail(
        new RefusalError(
          refuse(400, 'InputError', 'The sender hung up within the body.'),
        ),
      );
    }
    request.on('data', onData);
    request.on('end', onEnd);
    request.on('error', onAbort);
    request.on('close', onAbort);
  });
}

const unpackers = {
  gzip: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip),
  deflate: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate),
};

/** The encoding of a request's body; refuses those we do not read. */
export function contentEncoding(
  request: Pick<IncomingMessage, 'headers'>,
): keyof typeof unpackers | undefined {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase();
  if (!encoding || encoding === 'identity') return undefined;
  if (encoding === 'gzip' || encoding === 'deflate') return encoding;
  throw new RefusalError(
    refuse(
      415,
      'UnsupportedMediaTypeError',
      `content-encoding "${encoding.slice(
        0,
        40,
      )}" is not read here. Send gzip, deflate or nothing.`,
    ),
  );
}

/** Unpacks a body; stops at the limit, however small the packed one was. */
export async function unpackBody(
  body: Buffer,
  encoding: keyof typeof unpackers | undefined,
  maxBytes: number,
): Promise<Buffer> {
  if (!encoding) return body;
  try {
    return await unpackers[encoding](body, { maxOutputLength: maxBytes });
  } catch (error) {
    if (isError(error) && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge(maxBytes, 'The unpacked body');
    }
    throw new RefusalError(
      refuse(400, 'InputError', `The body is not valid ${encoding}.`, '/'),
    );
  }
}
