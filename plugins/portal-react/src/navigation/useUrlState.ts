import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readList, writeList } from '@quarterdeck/plugin-portal-common';

/** The view as the URL says it. Keys nobody knows are kept. */
export interface UrlState {
  get(key: string): string | undefined;
  /** `a,b` or repeated keys; a comma inside a value is written `\,`. */
  list(key: string): string[];
  /** Sets or, with `undefined` or an empty list, removes. */
  set(changes: Record<string, string | string[] | undefined>): void;
  /** The query string with these changes, for links. */
  href(changes: Record<string, string | string[] | undefined>): string;
}

const apply = (
  params: URLSearchParams,
  changes: Record<string, string | string[] | undefined>,
): URLSearchParams => {
  const next = new URLSearchParams(params);
  for (const [key, value] of Object.entries(changes)) {
    const text = Array.isArray(value) ? writeList(value) : value;
    if (text) next.set(key, text);
    else next.delete(key);
  }
  return next;
};

/** The one hook through which pages read and write `?…`. */
export function useUrlState(): UrlState {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (changes: Record<string, string | string[] | undefined>) =>
      setParams(current => apply(current, changes), { replace: true }),
    [setParams],
  );
  return useMemo(
    () => ({
      get: key => params.get(key) ?? undefined,
      list: key => params.getAll(key).flatMap(readList),
      set,
      href: changes => `?${apply(params, changes)}`,
    }),
    [params, set],
  );
}
