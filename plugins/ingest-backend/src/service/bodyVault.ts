import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  randomFillSync,
} from 'node:crypto';
import zlib from 'node:zlib';

/** A key of the vault: 32 bytes and the name stored beside what it closes. */
export interface BodyKey {
  id: string;
  key: Buffer;
}

/** One stored piece of a body. */
export interface SealedChunk {
  chunk: number;
  keyId: string;
  /** Codec, nonce, ciphertext and tag in one. */
  data: Buffer;
}

/** Closes bodies before they are stored, and opens them again. */
export interface BodyVault {
  seal(receipt: string, body: Buffer): SealedChunk[];
  sealChunk(receipt: string, chunk: number, plain: Buffer): SealedChunk;
  /** @throws when the key is gone or the bytes were changed. */
  open(receipt: string, chunk: SealedChunk): Buffer;
}

/** Plain bytes in one stored piece. */
export const chunkBytes = 256 * 1024;

const nonceBytes = 12;
const tagBytes = 16;
const codecs = { plain: 0, zstd: 1, gzip: 2 } as const;

/** Below this a compressor costs more than the bytes it saves. */
const compressFrom = 1024;

/** Name of a key: the start of its fingerprint, so that nobody has to number keys. */
export function bodyKeyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 12);
}

// Level 1: bodies are written far more often than read.
const zstdOptions = {
  chunkSize: 8192,
  params: { [zlib.constants.ZSTD_c_compressionLevel ?? 100]: 1 },
};
const hasZstd = typeof zlib.zstdCompressSync === 'function';

const codecFor = (plain: Buffer): number => {
  if (plain.length < compressFrom) return codecs.plain;
  return hasZstd ? codecs.zstd : codecs.gzip;
};

const compress = (codec: number, plain: Buffer): Buffer => {
  if (codec === codecs.plain) return plain;
  if (codec === codecs.gzip) return zlib.gzipSync(plain, { level: 1 });
  return zlib.zstdCompressSync(plain, {
    ...zstdOptions,
    // With the size known, its tables are no larger than the body needs.
    pledgedSrcSize: plain.length,
  });
};

const decompress = (codec: number, packed: Buffer): Buffer => {
  if (codec === codecs.plain) return packed;
  return codec === codecs.zstd
    ? zlib.zstdDecompressSync(packed)
    : zlib.gunzipSync(packed);
};

/** Nonces, drawn many at a time: one call for randomness costs as much as a seal. */
function createNonces(): () => Buffer {
  const pool = Buffer.alloc(nonceBytes * 512);
  let next = pool.length;
  return () => {
    if (next === pool.length) {
      randomFillSync(pool);
      next = 0;
    }
    next += nonceBytes;
    return pool.subarray(next - nonceBytes, next);
  };
}

/**
 * Compression, then AES-256-GCM. The receipt and the number of the piece are
 * authenticated, so a piece cannot be passed off as another's. The first key
 * closes; all of them open.
 */
export function createBodyVault(keys: readonly BodyKey[]): BodyVault {
  const [current] = keys;
  if (!current) throw new Error('The body vault needs a key.');
  // As key objects: a buffer would be made into one again for every body.
  const byId = new Map(keys.map(({ id, key }) => [id, createSecretKey(key)]));
  const closing = createSecretKey(current.key);
  const drawNonce = createNonces();
  const bound = (receipt: string, chunk: number, codec: number) =>
    Buffer.from(`${receipt}/${chunk}/${codec}`, 'latin1');

  const sealChunk = (receipt: string, chunk: number, plain: Buffer) => {
    const codec = codecFor(plain);
    const nonce = drawNonce();
    const cipher = createCipheriv('aes-256-gcm', closing, nonce);
    cipher.setAAD(bound(receipt, chunk, codec));
    const data = Buffer.concat([
      Buffer.of(codec),
      nonce,
      cipher.update(compress(codec, plain)),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return { chunk, keyId: current.id, data };
  };

  return {
    sealChunk,
    seal(receipt, body) {
      const chunks: SealedChunk[] = [];
      let from = 0;
      do {
        chunks.push(
          sealChunk(
            receipt,
            chunks.length,
            body.subarray(from, from + chunkBytes),
          ),
        );
        from += chunkBytes;
      } while (from < body.length);
      return chunks;
    },
    open(receipt, { chunk, keyId, data }) {
      const key = byId.get(keyId);
      if (!key) {
        throw new Error(
          `The body was closed with key ${keyId}, which is in neither ingest.bodyKey nor ingest.oldBodyKeys.`,
        );
      }
      const codec = data[0];
      const nonce = data.subarray(1, 1 + nonceBytes);
      const tag = data.subarray(data.length - tagBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce);
      decipher.setAAD(bound(receipt, chunk, codec));
      decipher.setAuthTag(tag);
      const packed = Buffer.concat([
        decipher.update(data.subarray(1 + nonceBytes, data.length - tagBytes)),
        decipher.final(),
      ]);
      return decompress(codec, packed);
    },
  };
}
