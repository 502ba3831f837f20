import { UnifiedThemeOptions } from '@backstage/theme';
import { modeTokens, ThemeMode } from '@quarterdeck/plugin-portal-react';
import './paletteTypes';

/** A theme's colours where MUI and Backstage look for them. */
export function createPalette(mode: ThemeMode): UnifiedThemeOptions['palette'] {
  const { surface, text, border, accent, nav, state, severity, chart } =
    modeTokens[mode];
  const stateColour = (name: keyof typeof state) => ({
    main: state[name].fill,
    dark: state[name].text,
    light: state[name].soft,
    contrastText: state[name].onFill,
  });
  return {
    type: mode,
    mode,
    primary: {
      main: accent.base,
      dark: accent.hover,
      light: accent.base,
      contrastText: text.onAccent,
    },
    secondary: {
      main: accent.base,
      dark: accent.hover,
      light: accent.base,
      contrastText: text.onAccent,
    },
    success: stateColour('success'),
    warning: stateColour('warn'),
    error: stateColour('error'),
    info: stateColour('info'),
    hold: stateColour('hold'),
    neutral: stateColour('neutral'),
    severity,
    chart,
    background: { default: surface.canvas, paper: surface.base },
    text: {
      primary: text.primary,
      secondary: text.secondary,
      disabled: text.disabled,
    },
    divider: border.subtle,
    status: {
      ok: state.success.fill,
      warning: state.warn.fill,
      error: state.error.fill,
      pending: state.neutral.fill,
      running: state.info.fill,
      aborted: state.neutral.fill,
    },
    border: border.base,
    textContrast: text.primary,
    textVerySubtle: border.base,
    textSubtle: text.muted,
    highlight: surface.selected,
    errorBackground: state.error.soft,
    warningBackground: state.warn.soft,
    infoBackground: state.info.soft,
    errorText: state.error.text,
    infoText: state.info.text,
    warningText: state.warn.text,
    linkHover: text.link,
    link: text.link,
    gold: nav.brass,
    navigation: {
      background: nav.bg,
      indicator: nav.brass,
      color: nav.text,
      selectedColor: nav.textActive,
      navItem: { hoverBackground: nav.hover },
      submenu: { background: nav.hover },
    },
    tabbar: { indicator: accent.base },
    bursts: {
      fontColor: text.primary,
      slackChannelText: text.muted,
      backgroundColor: { default: surface.base },
      gradient: { linear: 'none' },
    },
    pinSidebarButton: { icon: text.primary, background: surface.sunken },
    banner: {
      info: state.info.soft,
      error: state.error.soft,
      text: text.primary,
      link: text.link,
      closeButtonColor: text.primary,
      warning: state.warn.soft,
    },
    code: { background: surface.sunken },
  };
}
