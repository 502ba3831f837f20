import { tokenVariables } from './buildTokenCss';
import { modeTokens, tokens } from './tokens';

const channel = (value: number): number => {
  const share = value / 255;
  return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
  return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
};

/** WCAG 2.1, rounded down to two digits as the file does. */
const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return Math.floor(((light + 0.05) / (dark + 0.05)) * 100) / 100;
};

describe.each(['light', 'dark'] as const)('contrast, %s theme', mode => {
  it.each(Object.entries(tokens.contrast[mode]))(
    '%s holds what it promises',
    (_name, { fg, bg, ratio, need }) => {
      expect(contrast(fg, bg)).toBeCloseTo(ratio, 1);
      expect(contrast(fg, bg)).toBeGreaterThanOrEqual(need);
    },
  );
});

it('gives both themes the same variables', () => {
  const names = (mode: 'light' | 'dark') =>
    tokenVariables(modeTokens[mode]).map(([name]) => name);
  expect(names('dark')).toEqual(names('light'));
  expect(names('light')).toEqual(
    expect.arrayContaining([
      '--qd-surface-base',
      '--qd-text-on-accent',
      '--qd-state-error-fill',
      '--qd-chart-series-1',
    ]),
  );
});
