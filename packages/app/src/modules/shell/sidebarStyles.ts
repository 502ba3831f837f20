import { CSSObject } from '@mui/material/styles';

/** Styles of parts of the sidebar while it is a rail: folded by hand, or under 1280. */
export const railOnly = (styles: CSSObject): CSSObject => ({
  '[data-sidebar][data-folded="true"] &': styles,
  '@media (max-width: 1279px)': styles,
});
