import {
  CSSProperties,
  KeyboardEvent,
  MouseEvent,
  useRef,
  useState,
} from 'react';
import {
  EnvironmentColumn,
  MatrixCell,
  MatrixRow,
} from '@quarterdeck/plugin-pipelines-common';
import {
  EntityChip,
  Icon,
  Muted,
  useNow,
} from '@quarterdeck/plugin-portal-react';
import { placeName, tierWords } from '../deployments/deploymentText';
import {
  cellAt,
  deploymentOf,
  Emphasis,
  keyText,
  nextSpot,
  tintOf,
} from './matrixModel';
import { cellText, MatrixCellView } from './MatrixCellView';
import { CellBox, MatrixScroll, MatrixTable } from './matrixStyles';

/** For {@link MatrixTable}. */
const columnCount = (
  count: number,
): CSSProperties & Record<'--columns', number> => ({ '--columns': count });

/**
 * What runs where. Arrows walk the cells, Enter opens one, `x` picks it for the
 * comparison. Fetches nothing: the page says what each of these does.
 */
export function EnvironmentMatrix(props: {
  rows: readonly MatrixRow[];
  columns: readonly EnvironmentColumn[];
  emphasis: Emphasis;
  /** Keys of picked deployments, at most two. */
  picked: readonly string[];
  /** A click picks instead of opening. */
  picking: boolean;
  openCell?: { entityRef: string; column: string };
  onOpen: (row: MatrixRow, cell: MatrixCell) => void;
  onPick: (key: string) => void;
}) {
  const { rows, columns, emphasis, picked, picking, openCell } = props;
  const now = useNow();
  const [at, setAt] = useState({ row: 0, column: 0 });
  const cells = useRef(new Map<string, HTMLTableCellElement>());
  const all = rows.flatMap(row => row.cells);
  const amount = (cell: MatrixCell): number | null => {
    if (emphasis === 'age') return cell.live?.ageSeconds ?? null;
    return emphasis === 'behind' ? cell.behindHead.commits : null;
  };
  const most = Math.max(0, ...all.map(cell => amount(cell) ?? 0));
  const share = (cell: MatrixCell) => {
    const own = amount(cell);
    return own === null || most === 0 ? null : Math.max(0, own) / most;
  };
  const home = {
    row: Math.min(at.row, rows.length - 1),
    column: Math.min(at.column, columns.length - 1),
  };

  const act = (row: MatrixRow, cell: MatrixCell | undefined, pick: boolean) => {
    const key = deploymentOf(cell);
    if (!cell) return;
    if (pick) {
      if (key) props.onPick(keyText(key));
    } else props.onOpen(row, cell);
  };

  const onKeyDown =
    (row: number, column: number) => (event: KeyboardEvent<HTMLElement>) => {
      if (event.target !== event.currentTarget) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const cell = cellAt(rows[row], columns[column]);
      const next = nextSpot(
        event.key,
        { row, column },
        { rows: rows.length, columns: columns.length },
      );
      if (next) {
        setAt(next);
        cells.current.get(`${next.row} ${next.column}`)?.focus();
      } else if (event.key === 'Enter' || event.key === 'o') {
        act(rows[row], cell, false);
      } else if (event.key === 'x') act(rows[row], cell, true);
      else return;
      event.preventDefault();
    };

  return (
    <MatrixScroll>
      <MatrixTable
        role="grid"
        aria-label="What runs where"
        aria-multiselectable
        style={columnCount(columns.length)}
      >
        <colgroup>
          <col />
          {columns.map(column => (
            <col key={column.key} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Service</th>
            {columns.map(column => (
              <th
                key={column.key}
                scope="col"
                title={`${placeName(column)}, ${tierWords[column.tier]}, ${
                  column.services
                } services`}
              >
                {placeName(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, rowIndex) => (
            <tr key={row.entityRef}>
              <th scope="row">
                <EntityChip entityRef={row.entityRef} />
              </th>
              {columns.map((column, index) => {
                const cell = row.visible ? cellAt(row, column) : undefined;
                const key = deploymentOf(cell);
                const isHome = home.row === rowIndex && home.column === index;
                return (
                  <CellBox
                    key={column.key}
                    role="gridcell"
                    ref={(element: HTMLTableCellElement | null) => {
                      const name = `${rowIndex} ${index}`;
                      if (element) cells.current.set(name, element);
                      else cells.current.delete(name);
                    }}
                    tabIndex={isHome ? 0 : -1}
                    aria-label={
                      cell && `${placeName(column)}: ${cellText(cell, now)}`
                    }
                    aria-selected={
                      key ? picked.includes(keyText(key)) : undefined
                    }
                    data-tint={cell && tintOf(cell, row)}
                    data-empty={!cell}
                    data-open={
                      openCell?.entityRef === row.entityRef &&
                      openCell.column === column.key
                    }
                    onKeyDown={onKeyDown(rowIndex, index)}
                    onFocus={() => setAt({ row: rowIndex, column: index })}
                    onClick={(event: MouseEvent<HTMLElement>) => {
                      const pick = picking || event.ctrlKey || event.metaKey;
                      act(row, cell, pick);
                    }}
                  >
                    {cell ? (
                      <MatrixCellView
                        cell={cell}
                        emphasis={emphasis}
                        share={share(cell)}
                      />
                    ) : (
                      <Nothing visible={row.visible} />
                    )}
                  </CellBox>
                );
              })}
            </tr>
          ))}
        </tbody>
      </MatrixTable>
    </MatrixScroll>
  );
}

function Nothing({ visible }: { visible: boolean }) {
  if (visible) return <Muted>never deployed</Muted>;
  return (
    <Muted style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
      <Icon name="lock" size={13} />
      not visible to you
    </Muted>
  );
}
