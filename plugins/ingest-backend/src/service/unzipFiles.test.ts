import { zipOfFiles } from '../__testUtils__/zipOfFiles';
import { unzipFiles } from './unzipFiles';

const textsOf = (zip: Buffer, limit = 1000) =>
  unzipFiles(zip, limit).map(file => file.toString());

describe('unzipFiles', () => {
  it('gives the files in the order of the directory, without folders', () => {
    const zip = zipOfFiles({ 'reports/': '', 'reports/b': 'two', a: 'one' });
    expect(textsOf(zip)).toEqual(['two', 'one']);
  });

  it.each<[string, Buffer, RegExp]>([
    ['nothing but a folder', zipOfFiles({ 'empty/': '' }), /empty/],
    [
      'one file that unpacks to more than the limit',
      zipOfFiles({ a: ' '.repeat(100_000) }),
      /larger than 1,000/,
    ],
    [
      'the same bytes under many names',
      zipOfFiles(
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
      zipOfFiles(
        Object.fromEntries(
          Array.from({ length: 1001 }, (_, index) => [`f${index}`, '']),
        ),
      ),
      /more than 1000 files/,
    ],
    [
      'a zip that was cut off',
      zipOfFiles({ a: 'one' }).subarray(0, 40),
      /broken/,
    ],
  ])('refuses %s', (_, zip, reason) => {
    expect(() => unzipFiles(zip, 1000)).toThrow(reason);
  });
});
