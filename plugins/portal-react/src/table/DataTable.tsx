import Button from '@mui/material/Button';
import { ReactNode, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Icon } from '../icons/Icon';
import { Muted } from '../layout/text';
import { EmptyState } from '../state/StatePanel';
import { ColumnMenu } from './ColumnMenu';
import { lastColumns } from './lastColumns';
import { useColumnChoice } from './useColumnChoice';
import { useRowKeys } from './useRowKeys';
import { Foot, Frame, Scroll, Table } from './tableStyles';

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
  selectedKey?: string;
  /** Keyset paging: "Load 50 more". */
  more?: { load: () => void; loading: boolean; step?: number };
  /** Left of the foot: "Rows 1–50, active first". */
  footer?: ReactNode;
  /** Right of the foot: freshness. */
  status?: ReactNode;
  empty?: ReactNode;
  /** Two-line rows. */
  comfortable?: boolean;
  columnMenu?: boolean;
}

const virtualFrom = 200;

/**
 * A dense list: sticky head, one line per row, keyboard (j k, arrows, Enter),
 * columns that can be hidden, keyset paging, only visible rows in the page past
 * two hundred.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, onOpen, selectedKey, more, empty } =
    props;
  const choice = useColumnChoice(label, columns);
  const scroller = useRef<HTMLDivElement>(null);
  const height = props.comfortable ? 44 : 36;
  const virtual = rows.length > virtualFrom;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 20,
    enabled: virtual,
  });
  const keys = useRowKeys({
    count: rows.length,
    onOpen: onOpen && (index => onOpen(rows[index])),
    onFocus: index => virtual && virtualizer.scrollToIndex(index),
  });
  const items = virtual
    ? virtualizer.getVirtualItems().map(({ index }) => index)
    : rows.map((_, index) => index);
  const before = virtual ? (items[0] ?? 0) * height : 0;
  const after = virtual
    ? virtualizer.getTotalSize() - before - items.length * height
    : 0;

  const edges = lastColumns(choice.visible);
  if (rows.length === 0) {
    return <>{empty ?? <EmptyState title="Nothing here" />}</>;
  }
  return (
    <Frame>
      <Scroll ref={scroller} data-virtual={virtual} tabIndex={-1}>
        <Table
          aria-label={label}
          aria-rowcount={rows.length}
          data-tall={props.comfortable}
        >
          <colgroup>
            {choice.visible.map(column => (
              <col
                key={column.key}
                data-priority={column.priority ?? 1}
                style={{ width: column.width }}
              />
            ))}
          </colgroup>
          <thead>
            <tr>
              {choice.visible.map(column => (
                <th
                  key={column.key}
                  scope="col"
                  data-priority={column.priority ?? 1}
                  data-edge={edges.get(column.key)}
                  data-numeric={column.numeric}
                  aria-sort={column.sorted}
                >
                  {column.title}
                  {column.sorted && (
                    <Icon
                      name={column.sorted === 'ascending' ? 'up' : 'dn'}
                      size={12}
                    />
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <tr aria-hidden style={{ height: before }} />}
            {items.map(index => {
              const row = rows[index];
              const key = rowKey(row);
              return (
                <tr
                  key={key}
                  aria-rowindex={index + 1}
                  aria-selected={selectedKey ? key === selectedKey : undefined}
                  data-clickable={Boolean(onOpen)}
                  onClick={onOpen && keys.clickable(index)}
                  {...keys.row(index)}
                >
                  {choice.visible.map(column => (
                    <td
                      key={column.key}
                      data-priority={column.priority ?? 1}
                      data-edge={edges.get(column.key)}
                      data-numeric={column.numeric}
                    >
                      {column.render(row)}
                    </td>
                  ))}
                </tr>
              );
            })}
            {after > 0 && <tr aria-hidden style={{ height: after }} />}
          </tbody>
        </Table>
      </Scroll>
      {(props.footer || props.status || more || props.columnMenu) && (
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
