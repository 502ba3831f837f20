import { csvText } from './csvText';

describe('csvText', () => {
  it('tells no data and zero apart', () => {
    expect(
      csvText(
        ['week', 'rate'],
        [
          ['2026-W30', null],
          ['2026-W31', 0],
        ],
      ),
    ).toBe('week,rate\r\n2026-W30,\r\n2026-W31,0\r\n');
  });

  it('quotes commas, quotes and line ends', () => {
    expect(csvText(['a'], [['x, "y"\nz']])).toBe('a\r\n"x, ""y""\nz"\r\n');
  });

  it.each(['=cmd()', '+1', '-1', '@sum', '\tx'])(
    'lets no spreadsheet run %j',
    text => {
      expect(csvText(['a'], [[text]]).split('\r\n')[1]).toMatch(/^"?'/);
    },
  );
});
