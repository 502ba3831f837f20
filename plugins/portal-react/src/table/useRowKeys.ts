import {
  FocusEvent,
  KeyboardEvent,
  MouseEvent,
  useCallback,
  useRef,
  useState,
} from 'react';
import { useHotkey } from '../navigation/useHotkey';

/** Keys of a list besides moving and opening. */
export interface RowKeyOptions {
  count: number;
  onOpen?: (index: number) => void;
  /** Brings a row into sight, before it takes the focus. */
  onReveal?: (index: number) => void;
  /** The keyboard came to a row. */
  onFocus?: (index: number) => void;
  /** `x`, or Shift with an arrow: `extend` adds, else it turns. */
  onSelect?: (index: number, extend: boolean) => void;
  /** A key of the page for one row: `e`, `a`, `r`. True when it was used. */
  onKey?: (key: string, index: number) => boolean;
  /** `j` and `k` work on the whole page, from the row that was last in focus. */
  pageKeys?: boolean;
}

const rowAt = (body: HTMLElement | null, index: number) =>
  body?.querySelector<HTMLElement>(`tr[aria-rowindex="${index + 2}"]`);

/** Which row an element of the table's body is in; -1: none. */
export const rowIndexOf = (target: EventTarget): number =>
  target instanceof Element
    ? Number(
        target.closest('tr[aria-rowindex]')?.getAttribute('aria-rowindex') ?? 1,
      ) - 2
    : -1;

/** Walks rows with j k and the arrows, opens with Enter or o, selects with x. */
export function useRowKeys(options: RowKeyOptions) {
  const { count, onOpen, onSelect } = options;
  const body = useRef<HTMLTableSectionElement>(null);
  const [current, setCurrent] = useState(0);
  // The row the focus is on its way to: the next key goes on from there.
  const coming = useRef<number>();

  const arrive = (target: number) => {
    // A later key, or the mouse, has gone elsewhere.
    if (coming.current !== target) return;
    coming.current = undefined;
    rowAt(body.current, target)?.focus();
  };

  const focus = (index: number) => {
    const target = Math.min(count - 1, Math.max(0, index));
    if (target < 0) return;
    options.onReveal?.(target);
    options.onFocus?.(target);
    setCurrent(target);
    const row = rowAt(body.current, target);
    coming.current = row ? undefined : target;
    if (row) row.focus();
    // A virtual row appears after the scroll.
    else
      requestAnimationFrame(() => requestAnimationFrame(() => arrive(target)));
  };

  // From anywhere else on the page the first press only comes back to the list.
  const comeBack = () => {
    const at = document.activeElement;
    if (at?.tagName !== 'TR' || !body.current?.contains(at)) focus(current);
  };
  useHotkey('j', comeBack, options.pageKeys === true);
  useHotkey('k', comeBack, options.pageKeys === true);

  const onKeyDown = (event: KeyboardEvent) => {
    const onRow = event.target instanceof HTMLTableRowElement;
    const index = coming.current ?? rowIndexOf(event.target);
    if (!onRow || index < 0) return;
    const { key } = event;
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (modified) return;
    const down = key === 'j' || key === 'ArrowDown';
    const up = key === 'k' || key === 'ArrowUp';
    if (event.shiftKey && onSelect && (down || up)) {
      onSelect(index, true);
      onSelect(Math.min(count - 1, Math.max(0, index + (down ? 1 : -1))), true);
      focus(index + (down ? 1 : -1));
    } else if (down) focus(index + 1);
    else if (up) focus(index - 1);
    else if (key === 'Home') focus(0);
    else if (key === 'End') focus(count - 1);
    else if ((key === 'Enter' || key === 'o') && onOpen) onOpen(index);
    else if (key === 'x' && onSelect) onSelect(index, false);
    else if (!options.onKey?.(key, index)) return;
    event.preventDefault();
  };

  const onFocus = useCallback((event: FocusEvent) => {
    const index = rowIndexOf(event.target);
    if (index < 0) return;
    coming.current = undefined;
    setCurrent(index);
  }, []);

  return {
    /** The row Tab leads to: only one is a tab stop, the rest is walked. */
    stop: Math.min(current, Math.max(0, count - 1)),
    /** Props of the table's body: it listens for all of its rows. */
    body: {
      ref: body,
      onKeyDown,
      onFocus,
      // Opens on a click, unless it was on a link or control, or selected text.
      onClick: (event: MouseEvent<HTMLElement>) => {
        const target = event.target as Element;
        const index = rowIndexOf(target);
        if (!onOpen || index < 0 || target.closest('a,button,input,label')) {
          return;
        }
        if (!window.getSelection()?.toString()) onOpen(index);
      },
    },
  };
}
