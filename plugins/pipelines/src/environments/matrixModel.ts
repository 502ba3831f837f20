import {
  EnvironmentColumn,
  MatrixCell,
  MatrixRow,
} from '@quarterdeck/plugin-pipelines-common';
import { DeploymentKey } from '../api/deploymentQueries';

/** Rows that need a look, as the page narrows them. */
export const shownOnly = ['differing', 'waiting', 'failing'] as const;

/** @see shownOnly */
export type ShownOnly = (typeof shownOnly)[number];

/** Which of a cell's three numbers comes first. */
export const emphases = ['version', 'age', 'behind'] as const;

/** @see emphases */
export type Emphasis = (typeof emphases)[number];

/** Rows with a cell in one of the states asked for; differing ones come narrowed. */
export function narrowRows(
  rows: readonly MatrixRow[],
  only: readonly ShownOnly[],
): MatrixRow[] {
  const states = only.filter(item => item !== 'differing');
  if (states.length === 0) return [...rows];
  return rows.filter(row =>
    row.cells.some(({ status }) => states.some(state => state === status.key)),
  );
}

/** A cell's place in the table. */
export interface Spot {
  row: number;
  column: number;
}

/** Where an arrow, Home or End leads; undefined for other keys. */
export function nextSpot(
  key: string,
  at: Spot,
  size: { rows: number; columns: number },
): Spot | undefined {
  const clamp = (value: number, count: number) =>
    Math.min(count - 1, Math.max(0, value));
  const moves: Record<string, Spot> = {
    ArrowLeft: { row: at.row, column: at.column - 1 },
    ArrowRight: { row: at.row, column: at.column + 1 },
    ArrowUp: { row: at.row - 1, column: at.column },
    ArrowDown: { row: at.row + 1, column: at.column },
    k: { row: at.row - 1, column: at.column },
    j: { row: at.row + 1, column: at.column },
    Home: { row: at.row, column: 0 },
    End: { row: at.row, column: size.columns - 1 },
  };
  const next = moves[key];
  return (
    next && {
      row: clamp(next.row, size.rows),
      column: clamp(next.column, size.columns),
    }
  );
}

/** The cell of a column; undefined: never deployed there. */
export const cellAt = (
  row: MatrixRow,
  column: EnvironmentColumn,
): MatrixCell | undefined => row.cells.find(cell => cell.column === column.key);

/** What a cell stands for: what runs, else what has not arrived. */
export const deploymentOf = (
  cell: MatrixCell | undefined,
): DeploymentKey | undefined => {
  const found = cell?.live ?? cell?.latest;
  return found
    ? { instance: found.instance, externalId: found.externalId }
    : undefined;
};

/** A deployment as one piece of text, for the URL. */
export const keyText = (key: DeploymentKey): string =>
  `${key.instance}|${key.externalId}`;

/** @see keyText */
export function readKey(text: string): DeploymentKey | undefined {
  const at = text.indexOf('|');
  if (at < 1 || at === text.length - 1) return undefined;
  return { instance: text.slice(0, at), externalId: text.slice(at + 1) };
}

/** How a cell's ground is tinted: failing, or a region that lags behind the others. */
export function tintOf(
  cell: MatrixCell,
  row: MatrixRow,
): 'error' | 'warn' | undefined {
  if (cell.status.key === 'failing') return 'error';
  if (!cell.regionsDiffer) return undefined;
  const differing = row.cells.filter(item => item.regionsDiffer);
  const known = differing.flatMap(({ behindHead }) =>
    behindHead.commits === null ? [] : [behindHead.commits],
  );
  const { commits } = cell.behindHead;
  // Without numbers nobody can say which of them is the odd one.
  if (commits === null || known.length < differing.length) return 'warn';
  return commits > Math.min(...known) ? 'warn' : undefined;
}
