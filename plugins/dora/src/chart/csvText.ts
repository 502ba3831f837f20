/** A cell of a table that is saved. null: no data, an empty cell. */
export type CsvCell = string | number | null;

/** A spreadsheet runs what begins like this. */
const formula = /^[=+\-@\t\r]/;

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as CSV (RFC 4180). What a spreadsheet would run is quoted. */
export function csvText(
  head: readonly string[],
  rows: readonly (readonly CsvCell[])[],
): string {
  return [head, ...rows]
    .map(row => row.map(cellText).join(','))
    .concat('')
    .join('\r\n');
}
