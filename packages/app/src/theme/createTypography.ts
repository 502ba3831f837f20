import { BackstageTypography } from '@backstage/theme';
import { tokens } from '@quarterdeck/plugin-portal-react';

const heading = ([fontSize, , fontWeight]: number[]) => ({
  fontSize,
  fontWeight,
  marginBottom: 0,
});

/** Type in the sizes of the design; the smaller headings share one. */
export function createTypography(): BackstageTypography {
  const { h1, h2, h3, body } = tokens.type;
  return {
    htmlFontSize: 16,
    fontFamily: tokens.font.sans,
    h1: heading(h1),
    h2: heading(h2),
    h3: heading(h3),
    h4: heading(h3),
    h5: heading(h3),
    h6: heading([body[0], body[1], 600]),
  };
}
