import { Theme } from '@mui/material/styles';
import { modeTokens } from '@quarterdeck/plugin-portal-react';
import { createQuarterdeckTheme } from './createQuarterdeckTheme';

describe.each(['light', 'dark'] as const)('the %s theme', mode => {
  const unified = createQuarterdeckTheme(mode);
  const theme = unified.getTheme('v5') as Theme;
  const colours = modeTokens[mode];

  it('has the accent as primary and the surfaces as background', () => {
    expect(theme.palette.mode).toBe(mode);
    expect(theme.palette.primary.main).toBe(colours.accent.base);
    expect(theme.palette.background).toMatchObject({
      default: colours.surface.canvas,
      paper: colours.surface.base,
    });
  });

  it.each(['success', 'error', 'info', 'hold', 'neutral'] as const)(
    'has fill, text and soft of %s',
    state => {
      expect(theme.palette[state]).toMatchObject({
        main: colours.state[state].fill,
        dark: colours.state[state].text,
        light: colours.state[state].soft,
      });
    },
  );

  it('counts in steps of four pixels for our pages', () => {
    expect(theme.spacing(4)).toBe('16px');
  });

  it('serves Backstage pages of MUI 4 too', () => {
    expect(unified.getTheme('v4')).toBeDefined();
  });
});
