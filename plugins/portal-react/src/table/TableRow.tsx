import { ChangeEventHandler, memo } from 'react';
import type { Column } from './DataTable';
import { RowBox } from './RowBox';

interface TableRowProps<Row> {
  row: Row;
  index: number;
  columns: ReadonlyArray<Column<Row>>;
  edges: Map<string, string>;
  open: boolean;
  /** The row Tab leads to. */
  stop: boolean;
  /** The last one of the list, which nothing is below. */
  last: boolean;
  clickable: boolean;
  /** Absent: rows cannot be chosen. */
  box?: 'empty' | 'checked';
  boxName: string;
  onBox: ChangeEventHandler<HTMLInputElement>;
}

function Cells<Row>(props: TableRowProps<Row>) {
  const { row, index, columns, edges, open, stop, box } = props;
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={box ? box === 'checked' : open || undefined}
      aria-current={open || undefined}
      data-clickable={props.clickable}
      data-last={props.last || undefined}
      tabIndex={stop ? 0 : -1}
    >
      {box && (
        <td data-box>
          <RowBox
            name={`Select ${props.boxName}`}
            checked={box === 'checked'}
            onToggle={props.onBox}
          />
        </td>
      )}
      {columns.map(column => (
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
}

/**
 * One row. It is drawn again only when something of it changed: keys and clicks are
 * taken by the table's body, so no row carries functions of its own.
 */
export const TableRow = memo(Cells) as typeof Cells;
