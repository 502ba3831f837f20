import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { UrlState } from '../navigation/useUrlState';
import { Icon } from '../icons/Icon';

/** A range that is offered by name. */
export interface TimePreset {
  from: string;
  label: string;
}

const usual: readonly TimePreset[] = [
  { from: 'now-1h', label: 'Last hour' },
  { from: 'now-6h', label: 'Last 6 hours' },
  { from: 'now-24h', label: 'Last 24 hours' },
  { from: 'now-7d', label: 'Last 7 days' },
  { from: 'now-28d', label: 'Last 28 days' },
  { from: 'now-12w', label: 'Last 12 weeks' },
];

/** A time range as `?from=now-24h&to=now`. */
export function TimeRange(props: {
  url: UrlState;
  fallback: string;
  /** Where a page looks at other lengths of time. */
  presets?: readonly TimePreset[];
  /** What an own range is called; its start when absent. */
  ownLabel?: string;
}) {
  const { url, fallback, presets = usual } = props;
  const from = url.get('from') ?? fallback;
  const known = presets.some(preset => preset.from === from);
  return (
    <Select
      size="small"
      value={from}
      inputProps={{ 'aria-label': 'Time range' }}
      startAdornment={<Icon name="clock" size={14} />}
      onChange={event =>
        url.set({ from: event.target.value, to: 'now', cursor: undefined })
      }
    >
      {presets.map(preset => (
        <MenuItem key={preset.from} value={preset.from}>
          {preset.label}
        </MenuItem>
      ))}
      {!known && <MenuItem value={from}>{props.ownLabel ?? from}</MenuItem>}
    </Select>
  );
}
