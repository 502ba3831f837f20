import { useState } from 'react';
import ListSubheader from '@mui/material/ListSubheader';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { benchmarkIds, industries2025 } from '@quarterdeck/plugin-dora-common';
import { useBenchmarks, useOverview } from '../api/queries';
import { DoraView } from './useDoraView';
import { viewQuery } from './viewQuery';

const names: Record<string, string> = {
  '2023': 'DORA 2023',
  '2021': 'DORA 2021',
  guide: 'Elite marks',
  own: 'Own thresholds',
};

/** What the numbers are held against: an industry of 2025, tiers of a year, marks, own thresholds. */
export function BenchmarkPicker({ view }: { view: DoraView }) {
  // Who does not open it needs no list.
  const [opened, setOpened] = useState(false);
  const benchmarks = useBenchmarks(view.scope, opened);
  const own = benchmarks.data?.tables.some(({ id }) => id === 'own') ?? false;
  // What nobody chose here is chosen by the settings of the scope.
  const shown = useOverview(viewQuery(view)).data;
  const benchmark = view.benchmark ?? shown?.benchmark ?? 'quick';
  const industry = view.industry ?? shown?.industry ?? 'all';
  const value = benchmark === 'quick' ? `quick ${industry}` : benchmark;
  return (
    <Select
      size="small"
      value={value}
      inputProps={{ 'aria-label': 'Benchmark' }}
      // Which scale it is, and not of whom: that is the usual one.
      renderValue={value === 'quick all' ? () => 'Quick check 2025' : undefined}
      sx={{ height: 32, fontSize: 12, maxWidth: 148 }}
      onOpen={() => setOpened(true)}
      onChange={event => {
        const [id, key] = event.target.value.split(' ');
        view.url.set({
          benchmark: benchmarkIds.find(one => one === id),
          industry: key,
        });
      }}
    >
      <ListSubheader>Quick check 2025</ListSubheader>
      {industries2025.map(({ key, name }) => (
        <MenuItem key={key} value={`quick ${key}`} dense>
          {name}
        </MenuItem>
      ))}
      <ListSubheader>Tiers and marks</ListSubheader>
      {Object.entries(names)
        .reverse()
        .map(([id, name]) => (
          <MenuItem
            key={id}
            value={id}
            dense
            disabled={id === 'own' && !own && value !== 'own'}
          >
            {name}
            {id === 'own' && !own && ' (none set)'}
          </MenuItem>
        ))}
    </Select>
  );
}
