import { useEffect, useState } from 'react';
import { appThemeApiRef, useApi } from '@backstage/frontend-plugin-api';

/** Light, dark, or as the system says. */
export type ThemeChoice = 'light' | 'dark' | 'system';

const choiceOf = (id: string | undefined): ThemeChoice =>
  id === 'light' || id === 'dark' ? id : 'system';

/** The theme this person chose; it is kept by Backstage. */
export function useThemeChoice(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const themes = useApi(appThemeApiRef);
  const [choice, setChoice] = useState(() =>
    choiceOf(themes.getActiveThemeId()),
  );
  useEffect(() => {
    const subscription = themes
      .activeThemeId$()
      .subscribe(id => setChoice(choiceOf(id)));
    return () => subscription.unsubscribe();
  }, [themes]);
  return [
    choice,
    next => themes.setActiveThemeId(next === 'system' ? undefined : next),
  ];
}
