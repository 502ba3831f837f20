import { KeyboardEvent, MouseEvent, useRef } from 'react';

/** Walks rows with j k and the arrows, opens with Enter or o. */
export function useRowKeys(options: {
  count: number;
  onOpen?: (index: number) => void;
  onFocus?: (index: number) => void;
}) {
  const { count, onOpen, onFocus } = options;
  const rows = useRef(new Map<number, HTMLTableRowElement>());

  const focus = (index: number) => {
    const target = Math.min(count - 1, Math.max(0, index));
    onFocus?.(target);
    // A virtual row appears after the scroll.
    requestAnimationFrame(() => rows.current.get(target)?.focus());
  };

  const onKeyDown = (index: number) => (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const { key } = event;
    if (key === 'j' || key === 'ArrowDown') focus(index + 1);
    else if (key === 'k' || key === 'ArrowUp') focus(index - 1);
    else if ((key === 'Enter' || key === 'o') && onOpen) onOpen(index);
    else return;
    event.preventDefault();
  };

  return {
    /** Props of a row. Only the first is a tab stop; the rest is walked. */
    row: (index: number) => ({
      tabIndex: index === 0 ? 0 : -1,
      onKeyDown: onKeyDown(index),
      ref: (element: HTMLTableRowElement | null) => {
        if (element) rows.current.set(index, element);
        else rows.current.delete(index);
      },
    }),
    /** Opens on a click, unless it was on a link or control, or selected text. */
    clickable: (index: number) => (event: MouseEvent<HTMLElement>) => {
      const target = event.target as Element;
      if (target.closest('a,button,input,label')) return;
      if (window.getSelection()?.toString()) return;
      onOpen?.(index);
    },
  };
}
