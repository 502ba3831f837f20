import { cssVariableName, ModeTokens, modeTokens, ThemeMode } from './tokens';

const flatten = (
  value: unknown,
  path: readonly string[],
): Array<[string, string]> => {
  if (typeof value === 'string' || typeof value === 'number') {
    return [[cssVariableName(path), String(value)]];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      flatten(item, [...path, String(index + 1)]),
    );
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, inner]) =>
      flatten(inner, [...path, key]),
    );
  }
  return [];
};

/** All colours of a theme as CSS variables, name to value. */
export function tokenVariables(mode: ModeTokens): Array<[string, string]> {
  return flatten(mode, []);
}

const block = (selector: string, mode: ThemeMode) =>
  `${selector}{color-scheme:${mode};${tokenVariables(modeTokens[mode])
    .map(([name, value]) => `${name}:${value}`)
    .join(';')}}`;

/**
 * Both themes as CSS variables. Backstage marks the theme in force on `body`;
 * without a mark the page is light.
 */
export function buildTokenCss(): string {
  return [
    block(':root', 'light'),
    block(':root[data-theme="light"],body[data-theme-mode="light"]', 'light'),
    block(':root[data-theme="dark"],body[data-theme-mode="dark"]', 'dark'),
  ].join('\n');
}
