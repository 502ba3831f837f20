import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { holdRows } from './holdRows';

/** Further down than this somebody reads: the list must not move. */
const readingFrom = 120;

/** Whether the page or what scrolls in it is scrolled down. */
function useScrolled() {
  const scrolled = useRef(false);
  useEffect(() => {
    const onScroll = ({ target }: Event) => {
      const top = target instanceof Element ? target.scrollTop : window.scrollY;
      scrolled.current = top > readingFrom;
    };
    document.addEventListener('scroll', onScroll, true);
    return () => document.removeEventListener('scroll', onScroll, true);
  }, []);
  return scrolled;
}

/**
 * Rows that do not move under the reader: once scrolled, or with more than one
 * page, new ones wait until they are asked for.
 */
export function useHeldRows<Row>(options: {
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Another list: nothing is held. */
  listKey: string;
  manyPages: boolean;
}): { rows: readonly Row[]; waiting: number; showNew: () => void } {
  const { rows: fresh, keyOf, listKey, manyPages } = options;
  const scrolled = useScrolled();
  const shown = useRef<{ listKey: string; rows: readonly Row[] }>();
  const [asked, ask] = useReducer((count: number) => count + 1, 0);
  const held = useMemo(() => {
    const same = shown.current?.listKey === listKey;
    const result = holdRows({
      shown: same ? shown.current?.rows ?? [] : [],
      fresh,
      keyOf,
      hold: manyPages || scrolled.current,
    });
    shown.current = { listKey, rows: result.rows };
    return result;
    // Asked for: what was shown is forgotten, so it is read anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [fresh, keyOf, listKey, manyPages, scrolled, asked]);
  const showNew = useCallback(() => {
    shown.current = undefined;
    ask();
  }, []);
  return { ...held, showNew };
}
