import {
  ChangeEventHandler,
  HTMLAttributes,
  MutableRefObject,
  Ref,
  RefObject,
  useEffect,
  useMemo,
} from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Column } from './DataTable';
import { TableRow } from './TableRow';

/** Rows that come and go together: between two steps a scroll changes nothing of the page. */
const step = 8;
/** Rows kept on both sides of what is in sight, at least. */
const around = 12;

/** Rows before the end at which it is near: a page ahead. */
const nearEnd = 200;

/**
 * The rows that are in the page: whole steps, and always as many, so that both ends
 * move at once.
 */
export function rowWindow(
  first: number,
  /** How many rows are in sight at most. */
  sight: number,
  count: number,
): { from: number; to: number } {
  const from = Math.max(0, Math.floor((first - around) / step) * step);
  const size = Math.ceil((sight + 2 * around) / step) * step + step;
  return { from, to: Math.min(count, from + size) };
}

interface TableBodyProps<Row> {
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  columns: ReadonlyArray<Column<Row>>;
  edges: Map<string, string>;
  /** Of a row, in pixels. */
  height: number;
  /** Only rows in sight are in the page. */
  virtual: boolean;
  scroller: RefObject<HTMLDivElement>;
  /** Takes the function that brings a row into sight. */
  reveal: MutableRefObject<(index: number) => void>;
  /** The row Tab leads to, while it is in the page. */
  stop: number;
  selectedKey?: string;
  clickable: boolean;
  /** Absent: rows cannot be chosen. */
  chosen?: ReadonlySet<string>;
  rowName?: (row: Row) => string;
  onBox: ChangeEventHandler<HTMLInputElement>;
  /** Hears whether the end of the rows comes near. */
  onNearEnd: (near: boolean) => void;
  body: HTMLAttributes<HTMLTableSectionElement> & {
    ref: Ref<HTMLTableSectionElement>;
  };
}

/**
 * The rows. A scroll is a matter of this component alone, and changes the page only
 * where a step of rows comes into it: head, foot and the rows that stay are left as
 * they are.
 */
export function TableBody<Row>(props: TableBodyProps<Row>) {
  const { rows, rowKey, columns, edges, height, virtual, scroller } = props;
  const { stop, selectedKey, clickable, chosen, rowName, onBox } = props;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 0,
    enabled: virtual,
  });
  props.reveal.current = index => {
    if (virtual) virtualizer.scrollToIndex(index);
  };
  const sight = virtual ? virtualizer.getVirtualItems() : [];
  const inSight = Math.ceil((virtualizer.scrollRect?.height ?? 0) / height) + 1;
  const { from, to } = virtual
    ? rowWindow(sight[0]?.index ?? 0, inSight, rows.length)
    : { from: 0, to: rows.length };
  const { onNearEnd } = props;
  const near = sight.length > 0 && to > rows.length - nearEnd;
  useEffect(() => onNearEnd(near), [onNearEnd, near]);
  const lines = useMemo(() => {
    const tabStop = stop >= from && stop < to ? stop : from;
    return rows.slice(from, to).map((row, at) => {
      const index = from + at;
      const key = rowKey(row);
      return (
        <TableRow
          key={key}
          row={row}
          index={index}
          columns={columns}
          edges={edges}
          open={key === selectedKey}
          stop={index === tabStop}
          last={index === rows.length - 1}
          clickable={clickable}
          box={chosen && (chosen.has(key) ? 'checked' : 'empty')}
          boxName={chosen ? rowName?.(row) ?? key : ''}
          onBox={onBox}
        />
      );
    });
  }, [
    rows,
    from,
    to,
    rowKey,
    columns,
    edges,
    selectedKey,
    stop,
    clickable,
    chosen,
    rowName,
    onBox,
  ]);
  const after = (rows.length - to) * height;
  return (
    <tbody {...props.body}>
      {from > 0 && <tr aria-hidden style={{ height: from * height }} />}
      {lines}
      {after > 0 && <tr aria-hidden style={{ height: after }} />}
    </tbody>
  );
}
