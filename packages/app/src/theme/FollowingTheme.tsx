import useMediaQuery from '@mui/material/useMediaQuery';
import { ReactNode } from 'react';
import { useThemeChoice } from '../modules/shell/useThemeChoice';
import { QuarterdeckTheme } from './QuarterdeckTheme';

/**
 * The theme the person chose, else the system's. Backstage puts the page anew into
 * the provider of the theme that counts; as both themes have this one, the page stays
 * as it is, with what was typed and opened, when the system goes dark in the evening.
 */
export function FollowingTheme({ children }: { children: ReactNode }) {
  const [choice] = useThemeChoice();
  const dark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  const system = dark ? 'dark' : 'light';
  return (
    <QuarterdeckTheme mode={choice === 'system' ? system : choice}>
      {children}
    </QuarterdeckTheme>
  );
}
