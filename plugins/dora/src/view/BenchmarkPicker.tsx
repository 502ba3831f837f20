import ListSubheader from '@mui/material/ListSubheader';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { industries2025 } from '@quarterdeck/plugin-dora-common';
import { benchmarkIds, DoraView } from './useDoraView';

const tables = [
  { id: '2023', name: 'Tiers of DORA 2023' },
  { id: '2021', name: 'Tiers of DORA 2021' },
  { id: 'guide', name: 'Elite marks of the guide' },
  { id: 'own', name: 'Own thresholds' },
];

/** What the numbers are compared with: an industry of 2025, tiers of a year, marks, own thresholds. */
export function BenchmarkPicker(props: {
  view: DoraView;
  /** Whether the team has thresholds. */
  own: boolean;
}) {
  const { view, own } = props;
  const value =
    view.benchmark === 'quick' ? `quick ${view.industry}` : view.benchmark;
  return (
    <Select
      size="small"
      value={value}
      inputProps={{ 'aria-label': 'Compare with' }}
      sx={{ height: 32, fontSize: 12, maxWidth: 220 }}
      onChange={event => {
        const [id, industry] = event.target.value.split(' ');
        const benchmark = benchmarkIds.find(one => one === id);
        view.url.set({
          benchmark: benchmark === 'quick' ? undefined : benchmark,
          industry: industry === 'all' ? undefined : industry,
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
      {tables
        .filter(({ id }) => own || id !== 'own' || value === 'own')
        .map(({ id, name }) => (
          <MenuItem key={id} value={id} dense>
            {name}
          </MenuItem>
        ))}
    </Select>
  );
}
