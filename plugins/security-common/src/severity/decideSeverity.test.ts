import fc from 'fast-check';
import { severities } from '../words/findingWords';
import {
  decideSeverity,
  severityOfScore,
  worstSeverity,
} from './decideSeverity';

const vectors = [
  { version: '2.0', score: 9.9 },
  { version: '3.0', score: 5 },
  { version: '3.1', score: 8 },
  { version: '4.0', score: 9.3 },
] as const;

describe('severity', () => {
  it.each([
    [
      'what a person said',
      { override: 'low', native: 'critical', cvss: vectors, rule: 'high' },
      'low',
      'override',
    ],
    [
      'the native word',
      { native: 'medium', cvss: vectors, rule: 'high' },
      'medium',
      'native',
    ],
    ['CVSS 4', { cvss: vectors, rule: 'low' }, 'critical', 'cvss4'],
    ['CVSS 3.1', { cvss: vectors.slice(0, 3) }, 'high', 'cvss31'],
    ['CVSS 3.0', { cvss: vectors.slice(0, 2) }, 'medium', 'cvss30'],
    ['CVSS 2', { cvss: vectors.slice(0, 1) }, 'high', 'cvss2'],
    ['the rule', { rule: 'low', cvss: [{ version: '3.1' }] }, 'low', 'rule'],
    ['nothing', {}, 'unknown', 'none'],
    [
      'unknown for a vector',
      { native: 'unknown', cvss: vectors },
      'critical',
      'cvss4',
    ],
    ['unknown as the only word', { native: 'unknown' }, 'unknown', 'native'],
  ] as const)('takes %s', (_, told, severity, source) => {
    expect(decideSeverity(told)).toEqual({ severity, source });
  });

  it('takes the highest of several scores of one version', () => {
    const cvss = [
      { version: '3.1', score: 4 },
      { version: '3.1', score: 9 },
    ] as const;
    expect(decideSeverity({ cvss }).severity).toBe('critical');
  });

  it.each([
    ['3.1', 9, 'critical'],
    ['3.1', 8.9, 'high'],
    ['3.1', 7, 'high'],
    ['3.1', 6.9, 'medium'],
    ['3.1', 4, 'medium'],
    ['3.1', 3.9, 'low'],
    ['3.1', 0.1, 'low'],
    ['3.1', 0, 'info'],
    ['2.0', 10, 'high'],
    ['2.0', 6.9, 'medium'],
    ['2.0', 0, 'low'],
    ['4.0', Number.NaN, 'unknown'],
    ['3.1', 11, 'unknown'],
  ] as const)('of CVSS %s with %s is %s', (version, score, severity) => {
    expect(severityOfScore(version, score)).toBe(severity);
  });

  it('survives every import when a person said it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...severities),
        fc.constantFrom(...severities),
        (override, native) => {
          expect(decideSeverity({ override, native }).severity).toBe(override);
        },
      ),
    );
  });

  it('unknown is worse than nothing else', () => {
    expect(worstSeverity(['unknown', 'info'])).toBe('info');
    expect(worstSeverity(['unknown'])).toBe('unknown');
    expect(worstSeverity([])).toBeUndefined();
  });
});
