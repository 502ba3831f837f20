import { token, tokens } from '@quarterdeck/plugin-portal-react';

const state = (ours: string, theirs: string): Record<string, string> => ({
  [`--bui-bg-${theirs}`]: token(`state.${ours}.soft`),
  [`--bui-fg-${theirs}`]: token(`state.${ours}.text`),
  [`--bui-fg-${theirs}-on-bg`]: token(`state.${ours}.text`),
  [`--bui-border-${theirs}`]: token(`state.${ours}.border`),
});

const family = (ours: string, theirs: string): Record<string, string> => ({
  [`--bui-${theirs}-bg`]: token(`state.${ours}.fill`),
  [`--bui-${theirs}-bg-hover`]: token(`state.${ours}.text`),
  [`--bui-${theirs}-bg-subdued`]: token(`state.${ours}.soft`),
  [`--bui-${theirs}-border`]: token(`state.${ours}.border`),
  [`--bui-${theirs}-fg`]: token(`state.${ours}.onFill`),
  [`--bui-${theirs}-fg-subdued`]: token(`state.${ours}.text`),
  [`--bui-fg-${theirs}`]: token(`state.${ours}.text`),
});

const variables: Record<string, string> = {
  '--bui-font-regular': tokens.font.sans,
  '--bui-font-monospace': tokens.font.mono,
  '--bui-font-size-5': '1rem',
  '--bui-font-size-6': '1.25rem',
  '--bui-radius-2': `${tokens.radius.chip}px`,
  '--bui-radius-3': `${tokens.radius.control}px`,
  '--bui-radius-4': `${tokens.radius.card}px`,
  '--bui-ring': token('accent.focus'),
  '--bui-bg-app': token('surface.canvas'),
  '--bui-bg-neutral-1': token('surface.base'),
  '--bui-bg-neutral-2': token('surface.sunken'),
  '--bui-bg-neutral-3': token('surface.base'),
  '--bui-bg-neutral-4': token('surface.sunken'),
  '--bui-fg-primary': token('text.primary'),
  '--bui-fg-secondary': token('text.secondary'),
  '--bui-fg-disabled': token('text.disabled'),
  '--bui-border-1': token('border.base'),
  '--bui-border-2': token('border.control'),
  '--bui-accent-bg': token('accent.base'),
  '--bui-accent-bg-hover': token('accent.hover'),
  '--bui-accent-fg': token('text.onAccent'),
  ...state('success', 'success'),
  ...state('warn', 'warning'),
  ...state('error', 'danger'),
  ...state('info', 'info'),
  ...family('success', 'positive'),
  ...family('error', 'negative'),
  ...family('warn', 'warning'),
  ...family('info', 'announcement'),
};

/**
 * The variables of `@backstage/ui` in our colours, so that Backstage's own pages
 * look like ours. Their values stand in a cascade layer, so a plain rule wins.
 */
export function buildBackstageUiCss(): string {
  const body = Object.entries(variables)
    .map(([name, value]) => `${name}:${value}`)
    .join(';');
  return [
    `:root,[data-theme-mode]{${body}}`,
    // As wide apart as our own pages.
    '.bui-Container{padding-inline:24px}',
    '@media (max-width: 1279px){.bui-Container{padding-inline:16px}}',
    `.bui-Card{border:1px solid ${token('border.base')}}`,
  ].join('\n');
}
