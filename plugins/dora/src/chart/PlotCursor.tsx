import { createContext, ReactNode, useContext, useMemo, useState } from 'react';

interface Cursor {
  /** Start of the bucket under the pointer, in any chart of the page. */
  at: number | null;
  set: (at: number | null) => void;
  /** Called with what was dragged over. */
  onRange?: (from: number, to: number) => void;
}

const CursorContext = createContext<Cursor>({ at: null, set: () => undefined });

/** Charts below share one cursor and one time range: dragging on any sets it. */
export function PlotCursor(props: {
  onRange?: (from: number, to: number) => void;
  children: ReactNode;
}) {
  const { onRange, children } = props;
  const [at, set] = useState<number | null>(null);
  const value = useMemo(() => ({ at, set, onRange }), [at, onRange]);
  return (
    <CursorContext.Provider value={value}>{children}</CursorContext.Provider>
  );
}

/** @see PlotCursor */
export const usePlotCursor = (): Cursor => useContext(CursorContext);
