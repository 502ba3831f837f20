import ListSubheader from '@mui/material/ListSubheader';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useState } from 'react';
import { formatDay } from '@quarterdeck/plugin-portal-react';
import { useMarkers } from '../api/queries';
import { MarkerDialog } from './MarkerDialog';
import { DoraView } from './useDoraView';

const previous = 'previous';
const another = 'new';

/** With what the numbers are compared: the time before, or before and after a marker. */
export function ComparePicker({ view }: { view: DoraView }) {
  // Who does not open it needs no list.
  const [opened, setOpened] = useState(false);
  const markers = useMarkers(view.scope, opened);
  const [asking, setAsking] = useState(false);
  const items = markers.data?.items ?? [];
  const value = view.marker ?? previous;
  const known =
    value === previous || items.some(({ at }) => at === view.marker);
  const around = (at: string, label: string) =>
    view.url.set({ marker: at, since: label });
  return (
    <>
      <Select
        size="small"
        value={value}
        inputProps={{ 'aria-label': 'Compared with' }}
        sx={{ height: 32, fontSize: 12, maxWidth: 160 }}
        onOpen={() => setOpened(true)}
        onChange={event => {
          const chosen = event.target.value;
          if (chosen === another) setAsking(true);
          else if (chosen === previous) {
            view.url.set({ marker: undefined, since: undefined });
          } else {
            const marker = items.find(({ at }) => at === chosen);
            around(chosen, marker?.label ?? view.markerLabel ?? '');
          }
        }}
      >
        <MenuItem value={previous} dense>
          Against before
        </MenuItem>
        <ListSubheader>Around a marker</ListSubheader>
        {items.map(({ id, at, label }) => (
          <MenuItem key={id} value={at} dense>
            Since {label}, {formatDay(new Date(at), new Date())}
          </MenuItem>
        ))}
        {!known && (
          <MenuItem value={value} dense>
            Since {view.markerLabel ?? formatDay(new Date(value), new Date())}
          </MenuItem>
        )}
        <MenuItem value={another} dense>
          Another moment…
        </MenuItem>
      </Select>
      {asking && (
        <MarkerDialog
          scope={view.scope}
          kept={items}
          mayKeep={markers.data?.canManage ?? false}
          onClose={() => setAsking(false)}
          onDone={(at, label) => {
            setAsking(false);
            around(at, label);
          }}
        />
      )}
    </>
  );
}
