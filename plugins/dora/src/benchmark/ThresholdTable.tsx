import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { styled } from '@mui/material/styles';
import {
  bandOf,
  BandTable,
  DoraTile,
  MetricName,
  metricNames,
} from '@quarterdeck/plugin-dora-common';
import {
  Muted,
  Row,
  StateName,
  StatusChip,
  token,
} from '@quarterdeck/plugin-portal-react';
import { metricWords } from '../words/metricWords';
import {
  RowFaults,
  ThresholdRow,
  ThresholdRows,
  unitsOf,
} from './thresholdRows';

const Table = styled('table')({
  width: '100%',
  borderCollapse: 'collapse',
  fontSize: 13,
  '& th': { fontWeight: 600, textAlign: 'left', padding: '4px 12px 4px 0' },
  '& tbody th': { fontWeight: 400 },
  '& td': { padding: '6px 12px 6px 0', verticalAlign: 'top' },
  '& tbody th, & td:last-of-type': { paddingTop: 14, verticalAlign: 'top' },
  '& td:last-of-type': { paddingRight: 0, whiteSpace: 'nowrap' },
  '& tbody tr': { borderTop: `1px solid ${token('border.subtle')}` },
});

const stateOf = (rank: number, of: number): StateName => {
  if (rank === 0) return 'success';
  return rank === of - 1 ? 'error' : 'warn';
};

/** Where what is known now would lie. */
function Preview({ tile, table }: { tile?: DoraTile; table: BandTable }) {
  if (!tile || tile.value === null) return <Muted>no data now</Muted>;
  const band = bandOf(tile.metric, tile.value, table);
  const value = metricWords[tile.metric].text(tile.value);
  if (!band) return <Muted>{value}, not judged</Muted>;
  return (
    <Row>
      <span>{value}</span>
      <StatusChip state={stateOf(band.rank, band.of)} word={band.band} />
    </Row>
  );
}

/** One number of a line. */
function Limit(props: {
  label: string;
  value: string;
  fault: string | undefined;
  onChange: (text: string) => void;
}) {
  const { label, value, fault, onChange } = props;
  return (
    <TextField
      size="small"
      value={value}
      error={fault !== undefined}
      helperText={fault}
      onChange={event => onChange(event.target.value)}
      inputProps={{ 'aria-label': label, inputMode: 'decimal', maxLength: 12 }}
      sx={{ width: 104, '&& .MuiFormHelperText-root': { mx: 0 } }}
    />
  );
}

/** Own thresholds of the five metrics, each with the band of what is known now. */
export function ThresholdTable(props: {
  rows: ThresholdRows;
  faults: Partial<Record<MetricName, RowFaults>>;
  tiles: readonly DoraTile[];
  table: BandTable;
  onChange: (metric: MetricName, row: ThresholdRow) => void;
}) {
  const { rows, faults, tiles, table, onChange } = props;
  return (
    <Table aria-label="Own thresholds">
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col">Good</th>
          <th scope="col">Fair</th>
          <th scope="col">In</th>
          <th scope="col">Now</th>
        </tr>
      </thead>
      <tbody>
        {metricNames.map(metric => {
          const { title, moreIsBetter } = metricWords[metric];
          const row = rows[metric];
          const units = unitsOf[metric];
          const end = moreIsBetter ? 'from' : 'up to';
          return (
            <tr key={metric}>
              <th scope="row">
                {title}
                <br />
                <Muted>{moreIsBetter ? 'at least' : 'at most'}</Muted>
              </th>
              {(['good', 'fair'] as const).map(field => (
                <td key={field}>
                  <Limit
                    label={`${title}: ${field} ${end}`}
                    value={row[field]}
                    fault={faults[metric]?.[field]}
                    onChange={text =>
                      onChange(metric, { ...row, [field]: text })
                    }
                  />
                </td>
              ))}
              <td>
                <TextField
                  select
                  size="small"
                  value={row.unit}
                  disabled={units.length === 1}
                  onChange={event =>
                    onChange(metric, { ...row, unit: event.target.value })
                  }
                  inputProps={{ 'aria-label': `${title}: unit` }}
                  sx={{ width: 116 }}
                >
                  {units.map(({ label }) => (
                    <MenuItem key={label} value={label} dense>
                      {label}
                    </MenuItem>
                  ))}
                </TextField>
              </td>
              <td>
                <Preview
                  tile={tiles.find(tile => tile.metric === metric)}
                  table={table}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
