import { ShortHash } from './shortHash';

const hashOf = (...values: (string | number | boolean | null)[]) =>
  values.reduce((hash, value) => hash.add(value), new ShortHash()).text();

describe('ShortHash', () => {
  it('is the same for the same values', () => {
    expect(hashOf('a', 1, null, true)).toBe(hashOf('a', 1, null, true));
    expect(hashOf('a')).toMatch(/^[0-9a-f]{16}$/);
  });

  it('tells values, their order and their borders apart', () => {
    const values = [
      hashOf(),
      hashOf(''),
      hashOf('ab'),
      hashOf('ba'),
      hashOf('a', 'b'),
      hashOf('b', 'a'),
      hashOf(null),
      hashOf(false),
      hashOf(true),
      hashOf(0),
      hashOf(1),
      hashOf('1'),
      hashOf(-1),
      hashOf(2 ** 32),
      hashOf(2 ** 32 + 1),
      hashOf(0.5),
    ];
    expect(new Set(values).size).toBe(values.length - 1);
    // Whole numbers only: everything kept is whole milliseconds.
    expect(hashOf(0.5)).toBe(hashOf(0));
  });

  it('tells bytes and their number apart', () => {
    const bytes = (...values: number[]) =>
      new ShortHash()
        .addBytes(
          new DataView(Uint8Array.from([9, ...values]).buffer),
          1,
          values.length + 1,
        )
        .text();
    const seen = [bytes(), bytes(0), bytes(0, 0, 0, 0), bytes(0, 0, 0, 1)];
    seen.push(bytes(1, 0, 0, 0), bytes(0, 0, 0, 0, 0), bytes(0, 0, 0, 0, 1));
    expect(new Set(seen).size).toBe(seen.length);
    expect(bytes(1, 2, 3, 4, 5)).toBe(bytes(1, 2, 3, 4, 5));
  });

  it('does not collide for many names that look alike', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 100_000; i++) {
      seen.add(hashOf('git.example/42-7', `git.example/acme/shop@${i}`));
    }
    expect(seen.size).toBe(100_000);
  });
});
