import { relativePath } from './relativePath';

describe('relativePath', () => {
  it.each([
    ['src/App.java', undefined, 'src/App.java'],
    ['./src//a/../b.ts', undefined, 'src/b.ts'],
    [
      'file:///home/runner/work/shop/shop/src/a%20b.ts',
      undefined,
      'src/a b.ts',
    ],
    ['file:///C:/build/src/a.cs', 'file:///C:/build/', 'src/a.cs'],
    ['C:\\build\\src\\a.cs', undefined, 'build/src/a.cs'],
    ['/github/workspace/Dockerfile', undefined, 'Dockerfile'],
    ['/builds/group/shop/main.tf', undefined, 'main.tf'],
    ['/src/web/index.ts', undefined, 'web/index.ts'],
    ['src/web/index.ts', undefined, 'src/web/index.ts'],
    ['/data/repo/x.py', '/data/repo', 'x.py'],
    ['../../etc/passwd', undefined, 'etc/passwd'],
    ['file://build/src/100%.txt', undefined, 'src/100%.txt'],
    ['  ', undefined, undefined],
    ['.', undefined, undefined],
    [undefined, undefined, undefined],
  ])('%s below %s is %s', (path, base, expected) => {
    expect(relativePath(path, base)).toBe(expected);
  });
});
