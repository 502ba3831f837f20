import { token } from '../theme/tokens';

/**
 * A trend without axes. `null` is a gap: the line breaks, it neither drops to
 * zero nor bridges, and a value alone between gaps is a dot.
 */
export function Sparkline(props: {
  values: readonly (number | null)[];
  width?: number;
  height?: number;
  /** What it shows, for readers; hidden from them when a number stands beside it. */
  label?: string;
  fromZero?: boolean;
}) {
  const { values, width = 88, height = 24, label, fromZero } = props;
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return null;
  const top = Math.max(...known);
  const bottom = fromZero ? 0 : Math.min(...known);
  const span = top - bottom || 1;
  const x = (index: number) => 2 + (index * (width - 4)) / (values.length - 1);
  const y = (value: number) =>
    height - 3 - ((value - bottom) / span) * (height - 6);
  let path = '';
  let pen = 'M';
  values.forEach((value, index) => {
    if (value === null) {
      pen = 'M';
      return;
    }
    path += `${pen}${x(index).toFixed(1)},${y(value).toFixed(1)}`;
    pen = 'L';
  });
  const alone = values.flatMap((value, index) => {
    const neighbours = [values[index - 1], values[index + 1]];
    const isAlone = neighbours.every(other => (other ?? null) === null);
    return value !== null && isAlone ? [{ index, value }] : [];
  });
  const last = values.findLastIndex(value => value !== null);
  return (
    <svg
      width={width}
      height={height}
      style={{ flex: 'none', display: 'block' }}
      {...(label
        ? { role: 'img', 'aria-label': label }
        : { 'aria-hidden': true })}
    >
      <path
        d={path}
        fill="none"
        stroke={token('accent.base')}
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {alone.map(({ index, value }) => (
        <circle
          key={index}
          cx={x(index)}
          cy={y(value)}
          r="1.4"
          fill={token('accent.base')}
        />
      ))}
      <circle
        cx={x(last)}
        cy={y(values[last] ?? 0)}
        r="2.2"
        fill={token('accent.base')}
      />
    </svg>
  );
}
