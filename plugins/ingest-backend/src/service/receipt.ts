import { randomFillSync } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLength = 10;
const randomLength = 16;

const pool = Buffer.alloc(4096);
let used = pool.length;

const encodeTime = (ms: number): string => {
  let rest = ms;
  let text = '';
  for (let index = 0; index < timeLength; index += 1) {
    text = alphabet[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
};

/**
 * A receipt: a ULID. Its first ten characters are the milliseconds of its
 * arrival, so tables partitioned by receipt are partitioned by day.
 */
export function newReceipt(now: Date): string {
  if (used + randomLength > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let text = encodeTime(now.getTime());
  for (let index = 0; index < randomLength; index += 1) {
    text += alphabet[pool[used + index] % 32];
  }
  used += randomLength;
  return text;
}

/** The smallest receipt of that moment: bounds of partitions and time filters. */
export function receiptFloor(at: Date): string {
  return encodeTime(at.getTime()) + '0'.repeat(randomLength);
}

/** When the delivery with this receipt arrived; `undefined` if it is none. */
export function receiptTime(receipt: string): Date | undefined {
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(receipt)) return undefined;
  let ms = 0;
  for (const char of receipt.slice(0, timeLength)) {
    ms = ms * 32 + alphabet.indexOf(char);
  }
  return new Date(ms);
}
