import fc from 'fast-check';
import { cvssBand, cvssOf, cvssSeverity, severityOf } from './cvssSeverity';

describe('cvssOf', () => {
  it.each([
    ['AV:N/AC:L/Au:N/C:P/I:P/A:P', '2.0', 7.5],
    ['(AV:N/AC:L/Au:N/C:P/I:P/A:P)', '2.0', 7.5],
    ['CVSS2#AV:N/AC:L/Au:N/C:P/I:P/A:P', '2.0', 7.5],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', '3.0', 9.8],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', '3.1', 9.8],
    [
      'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
      '4.0',
      9.3,
    ],
  ])('scores %s', (vector, version, score) => {
    expect(cvssOf(vector)).toMatchObject({ version, score });
  });

  it.each([
    undefined,
    '',
    'none',
    'CVSS:3.1/',
    'CVSS:3.1/AV:X',
    'CVSS:9.9/AV:N',
    'AV:N/AC:L',
    'x'.repeat(10_000),
  ])('takes no vector from %s', vector => {
    expect(cvssOf(vector)).toBeUndefined();
  });

  it('never throws, whatever stands in the report', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('', 'CVSS:3.1/', 'CVSS:4.0/AV:N/', 'AV:N/AC:L/Au:'),
        (text, begin) => {
          cvssOf(begin + text);
        },
      ),
    );
  });

  it('keeps the score that was told with the vector', () => {
    expect(
      cvssOf('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', {
        score: 9.1,
        source: 'nvd',
      }),
    ).toMatchObject({ score: 9.1, source: 'nvd' });
  });
});

describe('severity', () => {
  it.each([
    ['2.0', 10, 'high'],
    ['2.0', 6.9, 'medium'],
    ['2.0', 3.9, 'low'],
    ['3.1', 9, 'critical'],
    ['3.1', 8.9, 'high'],
    ['4.0', 6.9, 'medium'],
    ['3.0', 0.1, 'low'],
    ['3.0', 0, 'info'],
  ] as const)('CVSS %s %d is %s', (version, score, severity) => {
    expect(cvssBand(version, score)).toBe(severity);
  });

  it('prefers the newest version and of it the highest score', () => {
    expect(
      cvssSeverity([
        { version: '2.0', score: 10 },
        { version: '3.1', score: 5 },
        { version: '3.1', score: 7.5 },
      ]),
    ).toEqual({ severity: 'high', source: 'cvss31' });
  });

  it('prefers the word of the tool, and knows unknown as a level', () => {
    const cvss = [{ version: '3.1', score: 9.8 } as const];
    expect(severityOf('low', cvss)).toEqual({
      severity: 'low',
      severitySource: 'native',
    });
    expect(severityOf('unknown', cvss).severity).toBe('critical');
    expect(severityOf('unknown')).toEqual({
      severity: 'unknown',
      severitySource: 'native',
    });
    expect(severityOf(undefined)).toEqual({
      severity: 'unknown',
      severitySource: 'none',
    });
  });
});
