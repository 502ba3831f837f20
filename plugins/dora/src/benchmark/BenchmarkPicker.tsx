import { useState } from 'react';
import ListSubheader from '@mui/material/ListSubheader';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import {
  BenchmarkId,
  benchmarkIds,
  industries2025,
} from '@quarterdeck/plugin-dora-common';
import { useToast } from '@quarterdeck/plugin-portal-react';
import { useBenchmarks, useOverview } from '../api/queries';
import { DoraView } from '../view/useDoraView';
import { viewQuery } from '../view/viewQuery';
import { BenchmarkDialog } from './BenchmarkDialog';
import { benchmarkNames } from './benchmarkNames';

const tables: readonly BenchmarkId[] = ['own', 'guide', '2021', '2023'];
const change = 'change';

/** What the numbers are held against: an industry of 2025, tiers of a year, marks, own thresholds. */
export function BenchmarkPicker({ view }: { view: DoraView }) {
  // Who does not open it needs no list.
  const [opened, setOpened] = useState(false);
  const [asking, setAsking] = useState(false);
  const toast = useToast();
  const benchmarks = useBenchmarks(view.scope, opened);
  const own = benchmarks.data?.tables.some(({ id }) => id === 'own') ?? false;
  // What nobody chose here is chosen by the settings of the scope.
  const shown = useOverview(viewQuery(view)).data;
  const benchmark = view.benchmark ?? shown?.benchmark ?? 'quick';
  const industry = view.industry ?? shown?.industry ?? 'all';
  const value = benchmark === 'quick' ? `quick ${industry}` : benchmark;
  const mayNot = benchmarks.data && !benchmarks.data.canSet;
  return (
    <>
      <Select
        size="small"
        value={value}
        inputProps={{ 'aria-label': 'Benchmark' }}
        // Which scale it is, and not of whom: that is the usual one.
        renderValue={
          value === 'quick all' ? () => 'Quick check 2025' : undefined
        }
        sx={{ height: 32, fontSize: 12, maxWidth: 148 }}
        onOpen={() => setOpened(true)}
        onChange={event => {
          if (event.target.value === change) {
            setAsking(true);
            return;
          }
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
        {tables.map(id => (
          <MenuItem
            key={id}
            value={id}
            dense
            disabled={id === 'own' && !own && value !== 'own'}
          >
            {benchmarkNames[id]}
            {id === 'own' && !own && ' (none set)'}
          </MenuItem>
        ))}
        <ListSubheader>For everybody who looks here</ListSubheader>
        <MenuItem value={change} dense disabled={!benchmarks.data || mayNot}>
          {mayNot
            ? 'Setting it takes dora.benchmark.manage'
            : 'Set scale and thresholds…'}
        </MenuItem>
      </Select>
      {asking && benchmarks.data && (
        <BenchmarkDialog
          scope={view.scope}
          known={benchmarks.data}
          tiles={shown?.tiles ?? []}
          onClose={() => setAsking(false)}
          onDone={text => {
            setAsking(false);
            // One sees what everybody sees now.
            view.url.set({ benchmark: undefined, industry: undefined });
            toast({ text });
          }}
        />
      )}
    </>
  );
}
