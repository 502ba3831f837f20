import { createTheme, Theme, ThemeOptions } from '@mui/material/styles';
import {
  createBaseThemeOptions,
  createUnifiedTheme,
  UnifiedTheme,
} from '@backstage/theme';
import { ThemeMode, tokens } from '@quarterdeck/plugin-portal-react';
import { componentOverrides } from './componentOverrides';
import { createPalette } from './createPalette';
import { createTypography } from './createTypography';

const grid: ThemeOptions = {
  spacing: tokens.space['1'],
  shape: { borderRadius: tokens.radius.control },
  breakpoints: {
    values: {
      xs: tokens.breakpoint.phone,
      sm: tokens.breakpoint.tablet,
      md: tokens.breakpoint.laptop,
      lg: tokens.breakpoint.desktop,
      xl: tokens.breakpoint.wide,
    },
  },
};

/**
 * One theme for both Material UI versions. Our pages (MUI 5) get the 4-px grid;
 * Backstage's own pages (MUI 4) keep theirs, since their paddings count on it.
 */
export function createQuarterdeckTheme(mode: ThemeMode): UnifiedTheme {
  const options = {
    palette: createPalette(mode),
    typography: createTypography(),
  };
  const unified = createUnifiedTheme({
    ...options,
    components: componentOverrides,
  });
  const v4 = unified.getTheme('v4');
  const v5 = createTheme({
    ...createBaseThemeOptions(options),
    ...grid,
    // With Backstage's own overrides, which the built theme carries. It is a MUI 5
    // theme by the contract of getTheme('v5'); the declared type is the union.
    components: (unified.getTheme('v5') as Theme).components,
  });
  return { getTheme: version => (version === 'v5' ? v5 : v4) };
}
