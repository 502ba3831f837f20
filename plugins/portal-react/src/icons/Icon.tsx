import { iconPaths, IconName } from './iconPaths';

/** An icon. Without `label` it is hidden from readers, as beside a word. */
export function Icon(props: {
  name: IconName;
  size?: number;
  label?: string;
  color?: string;
}) {
  const { name, size = 16, label, color = 'currentColor' } = props;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke={color}
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none', display: 'block' }}
      {...(label
        ? { role: 'img', 'aria-label': label }
        : { 'aria-hidden': true })}
    >
      <path d={iconPaths[name]} />
    </svg>
  );
}
