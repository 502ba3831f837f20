import fc from 'fast-check';
import { lineHash, lineHashes } from './lineHash';

/** The same by whole numbers, as the rule is written. */
function slowHash(text: string, line: number): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const rest = lines
    .slice(line - 1)
    .join('\n')
    .replace(/[ \t]/g, '');
  const codes = [...Array(rest.length).keys()].map(at => rest.charCodeAt(at));
  const window = [...codes, 65_535, ...Array<number>(100).fill(0)].slice(
    0,
    100,
  );
  const hash = window.reduce(
    (sum, code) => BigInt.asUintN(64, sum * 37n + BigInt(code)),
    0n,
  );
  return hash.toString(16);
}

describe('the hash of a line', () => {
  it('is that of the hundred characters from its beginning', () => {
    const text = fc
      .array(
        fc.constantFrom(
          'a',
          'Z',
          '{',
          ' ',
          '\t',
          '\n',
          '\r\n',
          '\r',
          'é',
          '雪',
        ),
        { maxLength: 400 },
      )
      .map(parts => `x${parts.join('')}y`);
    fc.assert(
      fc.property(text, fc.nat(), (source, pick) => {
        const count = source.replace(/\r\n?/g, '\n').split('\n').length;
        const line = 1 + (pick % count);
        expect(lineHash(source, line, true)).toBe(slowHash(source, line));
      }),
    );
  });

  it('does not see how a line is indented nor what its line ends are', () => {
    const code = `if (ready) {\n  launch();\n}\n${'done();\n'.repeat(20)}`;
    const other = code.replace(/^/gm, '\t ').replace(/\n/g, '\r\n');
    expect(lineHash(other, 2, true)).toBe(lineHash(code, 2, true));
    expect(lineHash(`// new\n${code}`, 3, true)).toBe(lineHash(code, 2, true));
    expect(lineHash(code, 1, true)).not.toBe(lineHash(code, 2, true));
  });

  it('of a part of a file is known only with enough of it', () => {
    const file = 'a();\n'.repeat(40);
    const part = file.slice(0, 150);
    expect(lineHash(part, 1, false)).toBe(lineHash(file, 1, true));
    expect(lineHash(part, 25, false)).toBeUndefined();
    expect(lineHash(file, 41, true)).toBeUndefined();
    expect(lineHash('', 1, true)).toBeUndefined();
  });

  it('of all lines of a file counts equal ones', () => {
    const file = `${'a();\n'.repeat(60)}b();\r\nc();`;
    const hashes = lineHashes(file);
    expect(hashes).toHaveLength(62);
    hashes.forEach((hash, at) =>
      expect(hash.split(':')[0]).toBe(lineHash(file, at + 1, true)),
    );
    // Lines with a hundred equal characters behind them are alike.
    expect(hashes.slice(0, 3).map(hash => hash.split(':')[1])).toEqual([
      '1',
      '2',
      '3',
    ]);
    expect(hashes[61]).toMatch(/:1$/);
    expect(lineHashes('')).toEqual([]);
  });
});
