import { useCallback } from 'react';
import { useUrlState } from '../navigation/useUrlState';

const storageKey = 'qd.scope';

/**
 * Whose things are shown: `?scope=` in the URL, else what the person chose last.
 * `undefined` is everything.
 */
export function useScope(): {
  scope: string | undefined;
  setScope: (scope: string | undefined) => void;
} {
  const url = useUrlState();
  const inUrl = url.get('scope');
  const chosen = inUrl ?? localStorage.getItem(storageKey) ?? 'all';
  const setScope = useCallback(
    (scope: string | undefined) => {
      localStorage.setItem(storageKey, scope ?? 'all');
      url.set({ scope: scope ?? 'all', cursor: undefined });
    },
    [url],
  );
  return { scope: chosen === 'all' ? undefined : chosen, setScope };
}
