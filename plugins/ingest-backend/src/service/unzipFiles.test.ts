import { deflateRawSync } from 'node:zlib';
import { unzipFiles } from './unzipFiles';

/** A zip of files; with `shared` every entry stands for the first file's bytes. */
function zipOf(files: Record<string, string>, shared = false): Buffer {
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    local.write(name, 30);
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(shared ? 0 : at, 42);
    entry.write(name, 46);
    entries.push(entry);
    if (shared && parts.length > 0) continue;
    parts.push(local, packed);
    at += local.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...entries, end]);
}

const textsOf = (zip: Buffer, limit = 1000) =>
  unzipFiles(zip, limit).map(file => file.toString());

describe('unzipFiles', () => {
  it('gives the files in the order of the directory, without folders', () => {
    const zip = zipOf({ 'reports/': '', 'reports/b': 'two', a: 'one' });
    expect(textsOf(zip)).toEqual(['two', 'one']);
  });

  it.each<[string, Buffer, RegExp]>([
    ['nothing but a folder', zipOf({ 'empty/': '' }), /empty/],
    [
      'one file that unpacks to more than the limit',
      zipOf({ a: ' '.repeat(100_000) }),
      /larger than 1,000/,
    ],
    [
      'the same bytes under many names',
      zipOf(
        Object.fromEntries(
          Array.from({ length: 10 }, (_, index) => [
            `f${index}`,
            ' '.repeat(200),
          ]),
        ),
        true,
      ),
      /larger than 1,000/,
    ],
    [
      'more files than anybody sends',
      zipOf(
        Object.fromEntries(
          Array.from({ length: 1001 }, (_, index) => [`f${index}`, '']),
        ),
      ),
      /more than 1000 files/,
    ],
    ['a zip that was cut off', zipOf({ a: 'one' }).subarray(0, 40), /broken/],
  ])('refuses %s', (_, zip, reason) => {
    expect(() => unzipFiles(zip, 1000)).toThrow(reason);
  });
});
