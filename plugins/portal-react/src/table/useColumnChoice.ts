import { useCallback, useMemo, useState } from 'react';
import { z } from 'zod';

const hiddenSchema = z.array(z.string());

const read = (key: string): string[] => {
  try {
    return hiddenSchema.parse(JSON.parse(localStorage.getItem(key) ?? '[]'));
  } catch {
    return [];
  }
};

/** Which columns a person hid, kept in this browser. */
export function useColumnChoice<
  C extends { key: string; title: string; fixed?: boolean },
>(table: string, columns: readonly C[]) {
  const storageKey = `qd.columns.${table}`;
  const [hidden, setHidden] = useState(() => read(storageKey));
  const toggle = useCallback(
    (key: string) =>
      setHidden(current => {
        const next = current.includes(key)
          ? current.filter(item => item !== key)
          : [...current, key];
        localStorage.setItem(storageKey, JSON.stringify(next));
        return next;
      }),
    [storageKey],
  );
  const visible = useMemo(
    () =>
      columns.filter(column => column.fixed || !hidden.includes(column.key)),
    [columns, hidden],
  );
  return { columns, visible, hidden, toggle };
}
