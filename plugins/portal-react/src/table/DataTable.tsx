import Button from '@mui/material/Button';
import {
  ChangeEvent,
  ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Muted } from '../layout/text';
import { EmptyState } from '../state/StatePanel';
import { ColumnMenu } from './ColumnMenu';
import { lastColumns } from './lastColumns';
import { Selection, turned } from './selection';
import { TableBody } from './TableBody';
import { TableHead } from './TableHead';
import { Foot, Frame, Scroll, Table } from './tableStyles';
import { useColumnChoice } from './useColumnChoice';
import { rowIndexOf, useRowKeys } from './useRowKeys';

/** A column of a DataTable. */
export interface Column<Row> {
  key: string;
  title: string;
  /** Right-aligned. */
  numeric?: boolean;
  /** CSS width; without one the column shares what is left. */
  width?: number | string;
  /** 3 goes under 1280 px, 2 under 1024 px; 1 (default) always stays. */
  priority?: 1 | 2 | 3;
  /** Shown sorted this way; the list itself decides the order. */
  sorted?: 'ascending' | 'descending';
  /** The title becomes a button that asks for this order. */
  onSort?: () => void;
  /** Not offered in the column menu. */
  fixed?: boolean;
  render: (row: Row) => ReactNode;
}

/** Props of {@link DataTable}. */
export interface DataTableProps<Row> {
  /** Names the table for readers and keeps the person's choice of columns. */
  label: string;
  columns: ReadonlyArray<Column<Row>>;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Enter, `o` or a click on the row. */
  onOpen?: (row: Row) => void;
  /** The row whose detail is open. */
  selectedKey?: string;
  /** Boxes before the rows; `x` turns one, Shift with an arrow extends. */
  selection?: Selection;
  /** The name of a row for its box. */
  rowName?: (row: Row) => string;
  /** Keys of the page for the row in focus: `e`, `a`, `r`. True when it was used. */
  onRowKey?: (key: string, row: Row) => boolean;
  /** The keyboard came to this row. */
  onRowFocus?: (row: Row) => void;
  /** `j` and `k` come back to the list from anywhere on the page. */
  pageKeys?: boolean;
  /** Keyset paging: "Load 50 more"; `auto` also loads when the end comes near. */
  more?: { load: () => void; loading: boolean; step?: number; auto?: boolean };
  /** Left of the foot: "Rows 1–50, active first". */
  footer?: ReactNode;
  /** Right of the foot: freshness. */
  status?: ReactNode;
  /** Takes the place of the foot while rows are chosen. */
  bulkBar?: ReactNode;
  empty?: ReactNode;
  /** Two-line rows. */
  comfortable?: boolean;
  columnMenu?: boolean;
}

const virtualFrom = 200;
/** A list that loads by itself scrolls in its own box from the first page on. */
const endlessFrom = 60;

/**
 * A dense list: sticky head, keyboard (j k, arrows, Enter, x), columns that can be
 * hidden, keyset paging, only visible rows in the page past two hundred.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, onOpen, selectedKey, more, empty } =
    props;
  const { selection, onRowKey, onRowFocus } = props;
  const choice = useColumnChoice(label, columns);
  const scroller = useRef<HTMLDivElement>(null);
  const height = props.comfortable ? 44 : 36;
  const [endless, setEndless] = useState(false);
  // Once it loaded by itself it stays as it is, also at its end.
  if (more?.auto && !endless) setEndless(true);
  const virtual = rows.length > (endless ? endlessFrom : virtualFrom);
  const reveal = useRef<(index: number) => void>(() => {});
  const keys = useRowKeys({
    count: rows.length,
    pageKeys: props.pageKeys,
    onOpen: onOpen && (index => onOpen(rows[index])),
    onReveal: index => reveal.current(index),
    onFocus: onRowFocus && (index => onRowFocus(rows[index])),
    onSelect: selection && ((index, extend) => turn(rows[index], extend)),
    onKey: onRowKey && ((key, index) => onRowKey(key, rows[index])),
  });
  // Two rows of one key press come before the next render.
  const chosen = useRef<ReadonlySet<string>>(new Set());
  chosen.current = selection?.keys ?? chosen.current;
  function turn(row: Row, extend = false) {
    chosen.current = turned(chosen.current, rowKey(row), extend);
    selection?.onChange(chosen.current);
  }
  // Rows keep one function for life, which finds what is true now.
  const turnAt = useRef<(index: number) => void>(() => {});
  turnAt.current = index => turn(rows[index]);
  const onBox = useCallback(
    (event: ChangeEvent<HTMLInputElement>) =>
      turnAt.current(rowIndexOf(event.target)),
    [],
  );
  // A page ahead: asked for while the rows before it are still being read.
  const [nearEnd, setNearEnd] = useState(false);
  const wantsMore = virtual && more?.auto && !more.loading && nearEnd;
  const load = more?.load;
  useEffect(() => {
    if (wantsMore) load?.();
    // `load` is new at every render; what counts is coming near the end.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wantsMore, rows.length]);

  const edges = useMemo(() => lastColumns(choice.visible), [choice.visible]);
  if (rows.length === 0) {
    return <>{empty ?? <EmptyState title="Nothing here" />}</>;
  }
  const taken = selection?.keys.size
    ? rows.reduce((n, row) => n + Number(selection.keys.has(rowKey(row))), 0)
    : 0;
  const some = taken === 0 ? 'none' : 'some';
  const hasFoot =
    props.footer || props.status || more || props.columnMenu || props.bulkBar;
  return (
    <Frame>
      <Scroll ref={scroller} data-virtual={virtual} tabIndex={-1}>
        <Table
          aria-label={label}
          aria-rowcount={more ? -1 : rows.length + 1}
          data-tall={props.comfortable}
        >
          <colgroup>
            {selection && <col style={{ width: 44 }} />}
            {choice.visible.map(column => (
              <col
                key={column.key}
                data-priority={column.priority ?? 1}
                style={{ width: column.width }}
              />
            ))}
          </colgroup>
          <TableHead
            columns={choice.visible}
            edges={edges}
            all={
              selection && {
                state: taken === rows.length ? 'all' : some,
                onToggle: () =>
                  selection.onChange(
                    new Set(taken === rows.length ? [] : rows.map(rowKey)),
                  ),
              }
            }
          />
          <TableBody
            rows={rows}
            rowKey={rowKey}
            columns={choice.visible}
            edges={edges}
            height={height}
            virtual={virtual}
            scroller={scroller}
            reveal={reveal}
            stop={keys.stop}
            selectedKey={selectedKey}
            clickable={onOpen !== undefined}
            chosen={selection?.keys}
            rowName={props.rowName}
            onBox={onBox}
            onNearEnd={setNearEnd}
            body={keys.body}
          />
        </Table>
      </Scroll>
      {props.bulkBar}
      {hasFoot && !props.bulkBar && (
        <Foot>
          <span aria-live="polite">{props.footer}</span>
          <span style={{ marginLeft: 'auto' }} />
          {props.columnMenu && <ColumnMenu choice={choice} />}
          {props.status && <Muted>{props.status}</Muted>}
          {more && (
            <Button
              variant="outlined"
              size="small"
              disabled={more.loading}
              onClick={more.load}
            >
              {more.loading ? 'Loading' : `Load ${more.step ?? 50} more`}
            </Button>
          )}
        </Foot>
      )}
    </Frame>
  );
}
