import { styled } from '@mui/material/styles';
import { token } from '../theme/tokens';

const Group = styled('div')({
  display: 'inline-flex',
  height: 32,
  border: `1px solid ${token('border.control')}`,
  borderRadius: 6,
  overflow: 'hidden',
  background: token('surface.base'),
  '& button': {
    border: 0,
    background: 'none',
    padding: '0 10px',
    font: 'inherit',
    fontSize: 12,
    whiteSpace: 'nowrap',
    color: token('text.secondary'),
    cursor: 'pointer',
  },
  '& button + button': { borderLeft: `1px solid ${token('border.base')}` },
  '& button:hover': { background: token('surface.hover') },
  '& button[aria-pressed="true"]': {
    background: token('accent.soft'),
    color: token('text.primary'),
    fontWeight: 600,
  },
  '& button:focus-visible': {
    outline: `2px solid ${token('accent.focus')}`,
    outlineOffset: -2,
  },
});

/** One of a few ways to look at the same thing, side by side. */
export function Segmented<Value extends string>(props: {
  label: string;
  options: ReadonlyArray<{ value: Value; label: string }>;
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <Group role="group" aria-label={props.label}>
      {props.options.map(option => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === props.value}
          onClick={() => props.onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </Group>
  );
}
