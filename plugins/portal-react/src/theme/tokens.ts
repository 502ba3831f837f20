import tokensFile from './tokens.json';

/** The two themes. */
export type ThemeMode = 'light' | 'dark';

/** Every value of the design: colours per mode, type, space, shape, motion. */
export const tokens = tokensFile;

/** The colours of one theme. */
export type ModeTokens = (typeof tokensFile)['modes']['light'];

/** Colours by mode. */
export const modeTokens: Record<ThemeMode, ModeTokens> = tokensFile.modes;

/** `surface.base` → `--qd-surface-base`: the name of a token as a CSS variable. */
export const cssVariableName = (path: readonly string[]): string =>
  `--qd-${path
    .join('-')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()}`;

/**
 * A token as CSS: `token('text.muted')` is `var(--qd-text-muted)`. Components
 * take colours from here, so that both themes and charts agree.
 */
export const token = (path: string): string =>
  `var(${cssVariableName(path.split('.'))})`;
