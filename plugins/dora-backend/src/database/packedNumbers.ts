/**
 * Numbers as Postgres sends them when they are packed into one value
 * (`string_agg(int8send(ms), '')`): a tenth of the time of as many rows.
 */
export function unpackInt8(packed: Buffer): Float64Array {
  const values = new Float64Array(packed.length / 8);
  for (let i = 0; i < values.length; i++) {
    const at = 8 * i;
    values[i] =
      packed.readInt32BE(at) * 4_294_967_296 + packed.readUInt32BE(at + 4);
  }
  return values;
}

/** The same of `int4send`. */
export function unpackInt4(packed: Buffer): Int32Array {
  const values = new Int32Array(packed.length / 4);
  for (let i = 0; i < values.length; i++) values[i] = packed.readInt32BE(4 * i);
  return values;
}
