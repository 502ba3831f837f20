const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A number in a table: every digit, `1,284`. */
export function formatCount(value: number): string {
  return grouped.format(value);
}

/** Three significant digits, without digits the data does not hold. */
const threeDigits = (value: number): string =>
  String(Number(value.toPrecision(3)));

/** A number in a tile: `1.28 k`, `48.2 M`; whole below a thousand. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  if (size >= 999_500_000) return `${threeDigits(value / 1e9)} G`;
  if (size >= 999_500) return `${threeDigits(value / 1e6)} M`;
  if (size >= 1000) return `${threeDigits(value / 1e3)} k`;
  return threeDigits(value);
}

/** A ratio as percent with a space: one decimal under 10 and over 90, else none. */
export function formatPercent(ratio: number): string {
  return `${percentDigits(ratio)} %`;
}

/** The digits of {@link formatPercent}, for tiles that set the unit apart. */
export function percentDigits(ratio: number): string {
  const percent = ratio * 100;
  const outer = Math.abs(percent) < 10 || Math.abs(percent) > 90;
  if (!outer || percent === 0 || percent === 100) {
    return String(Math.round(percent));
  }
  // 99.96 % must not read as 100 %, nor 0.04 % as 0 %.
  if (percent > 99.9 && percent < 100) return '99.9';
  if (percent > 0 && percent < 0.05) return '<0.1';
  return percent.toFixed(1);
}

/** A change between two ratios: `1.2 pp`. The sign is the arrow's job. */
export function formatPoints(difference: number): string {
  return `${Math.abs(difference * 100).toFixed(1)} pp`;
}

/** `184,320 B`, `15.2 kB`, `3.1 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${threeDigits(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${threeDigits(bytes / 1e6)} MB`;
  return `${threeDigits(bytes / 1e9)} GB`;
}
