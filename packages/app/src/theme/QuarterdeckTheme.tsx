import CssBaseline from '@mui/material/CssBaseline';
import GlobalStyles from '@mui/material/GlobalStyles';
import { ReactNode } from 'react';
import { UnifiedThemeProvider } from '@backstage/theme';
import {
  buildTokenCss,
  modeTokens,
  ThemeMode,
  tokens,
} from '@quarterdeck/plugin-portal-react';
import { buildBackstageUiCss } from './buildBackstageUiCss';
import { createQuarterdeckTheme } from './createQuarterdeckTheme';

const themes = {
  light: createQuarterdeckTheme('light'),
  dark: createQuarterdeckTheme('dark'),
};

const globalCss = [
  buildTokenCss(),
  `:root{--qd-font-sans:${tokens.font.sans};--qd-font-mono:${tokens.font.mono}}`,
  // The sidebar is dark in both themes, and so is the red on it.
  `:root{--qd-nav-alarm:${modeTokens.light.state.error.fill}}`,
  buildBackstageUiCss(),
  ':focus-visible{outline:2px solid var(--qd-accent-focus);outline-offset:2px}',
  '@media (prefers-reduced-motion: reduce){*,*::before,*::after{animation-duration:0s!important;transition-duration:0s!important}}',
].join('\n');
const globalStyles = <GlobalStyles styles={globalCss} />;

/** Everything below is in the given theme: MUI 5, MUI 4, `@backstage/ui` and our own variables. */
export function QuarterdeckTheme(props: {
  mode: ThemeMode;
  children: ReactNode;
}) {
  return (
    <UnifiedThemeProvider theme={themes[props.mode]} themeName="quarterdeck">
      <CssBaseline />
      {globalStyles}
      {props.children}
    </UnifiedThemeProvider>
  );
}
