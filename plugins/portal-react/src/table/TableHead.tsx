import { Icon } from '../icons/Icon';
import type { Column } from './DataTable';
import { RowBox } from './RowBox';

/** Titles of the columns, and the box that takes all loaded rows. */
export function TableHead<Row>(props: {
  columns: ReadonlyArray<Column<Row>>;
  edges: Map<string, string>;
  all?: { state: 'none' | 'some' | 'all'; onToggle: () => void };
}) {
  const { columns, edges, all } = props;
  return (
    <thead>
      <tr>
        {all && (
          <th scope="col" data-box>
            <RowBox
              name="Select all loaded rows"
              checked={all.state === 'all'}
              some={all.state === 'some'}
              tabStop
              onToggle={all.onToggle}
            />
          </th>
        )}
        {columns.map(column => (
          <th
            key={column.key}
            scope="col"
            data-priority={column.priority ?? 1}
            data-edge={edges.get(column.key)}
            data-numeric={column.numeric}
            aria-sort={column.sorted}
          >
            {column.onSort ? (
              <button type="button" onClick={column.onSort}>
                {column.title}
              </button>
            ) : (
              column.title
            )}
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
  );
}
