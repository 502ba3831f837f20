import { maskScanBody } from './maskScanBody';

describe('maskScanBody', () => {
  it('shows the texts of known keys only, and all structure', () => {
    const { text, masked } = maskScanBody(
      JSON.stringify({
        ruleId: 'aws',
        file: 'a.env',
        line: 3,
        anything: 'FAKE-SECRET-0001',
        list: ['FAKE-SECRET-0002', { Secret: 'FAKE "SECRET-0003' }],
        data: { KEY: 'FAKE-SECRET-0004' },
      }),
    );
    expect(text).not.toContain('SECRET-000');
    expect(JSON.parse(text)).toMatchObject({
      ruleId: 'aws',
      file: 'a.env',
      line: 3,
      list: [expect.any(String), { Secret: expect.any(String) }],
    });
    expect(masked).toBe(4);
  });

  it.each([
    ['cut off in a value', '{"a":"FAKE-SECRET-0001'],
    ['cut off in a known value', '{"file":"FAKE-SECRET-0001'],
    ['lines', '{"Raw":"FAKE-SECRET-0001"}\n{"Raw":"FAKE-SECRET-0001"}'],
    ['cut off behind an escape', '{"a":"FAKE-SECRET-0001\\'],
    ['white space before the colon', '{"a" : "FAKE-SECRET-0001" }'],
  ])('hides them in what is %s', (_, body) => {
    expect(maskScanBody(body).text).not.toContain('FAKE');
  });

  it('leaves what is no JSON to the other masks', () => {
    expect(maskScanBody('<report/>')).toEqual({ text: '<report/>', masked: 0 });
  });
});
