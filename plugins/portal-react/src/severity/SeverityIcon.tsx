import { token } from '../theme/tokens';
import { SeverityName } from './severityWords';

const bars: Partial<Record<SeverityName, number>> = {
  critical: 4,
  high: 3,
  medium: 2,
  low: 1,
};

const marks: Partial<Record<SeverityName, string>> = {
  info: 'M7 6.6v3.2M7 4.2h.01',
  unknown: 'M5.6 5.5a1.5 1.5 0 1 1 1.9 1.5c-.3.2-.5.4-.5.8M7 9.8h.01',
};

/**
 * The glyph of a severity: bars of four, `i` for info, a dotted `?` for unknown.
 * Without `label` it is hidden from readers, as beside a word.
 */
export function SeverityIcon(props: {
  severity: SeverityName;
  size?: number;
  label?: string;
}) {
  const { severity, size = 14, label } = props;
  const fill = token(`severity.${severity}.fill`);
  const filled = bars[severity];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 14 14"
      strokeWidth="1.4"
      strokeLinecap="round"
      style={{ flex: 'none', display: 'block' }}
      {...(label
        ? { role: 'img', 'aria-label': label }
        : { 'aria-hidden': true })}
    >
      {filled === undefined ? (
        <>
          <circle
            cx="7"
            cy="7"
            r="5.5"
            fill="none"
            stroke={fill}
            strokeDasharray={severity === 'unknown' ? '2 2' : undefined}
          />
          <path d={marks[severity]} fill="none" stroke={fill} />
        </>
      ) : (
        [0, 1, 2, 3].map(index => (
          <rect
            key={index}
            x={index * 3.6}
            y={10 - index * 3.2}
            width="2.6"
            height={4 + index * 3.2}
            rx="1"
            fill={index < filled ? fill : token('border.base')}
          />
        ))
      )}
    </svg>
  );
}
