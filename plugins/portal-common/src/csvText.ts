/** A CSV cell; what a spreadsheet would run as a formula stays text. */
function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  const safe =
    typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Cells as a line of a CSV file. */
export const csvLine = (cells: readonly unknown[]) =>
  `${cells.map(csvCell).join(',')}\r\n`;
