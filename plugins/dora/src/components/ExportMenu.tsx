import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { Icon } from '@quarterdeck/plugin-portal-react';
import { DoraExport, useExport } from '../api/useExport';
import { DoraView } from '../view/useDoraView';
import { viewQuery } from '../view/viewQuery';

const offered: ReadonlyArray<{ chart: DoraExport; label: string }> = [
  { chart: 'overview', label: 'The five numbers' },
  { chart: 'frequency', label: 'Deployments' },
  { chart: 'lead_time', label: 'Lead times' },
  { chart: 'stages', label: 'Stages' },
  { chart: 'fail_rate', label: 'Fail rate' },
  { chart: 'recovery', label: 'Recoveries' },
  { chart: 'rework', label: 'Rework' },
  { chart: 'samples', label: 'Samples of the lead time' },
];

/** Saves a chart's numbers, or the samples, as the server computes them. */
export function ExportMenu({ view }: { view: DoraView }) {
  const save = useExport();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        variant="outlined"
        color="inherit"
        startIcon={<Icon name="down" size={14} />}
        aria-haspopup="menu"
        onClick={event => setAnchor(event.currentTarget)}
      >
        Export
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
      >
        {offered.map(({ chart, label }) => (
          <MenuItem
            key={chart}
            dense
            onClick={() => {
              setAnchor(null);
              save(chart, 'csv', { ...viewQuery(view) });
            }}
          >
            {label}, CSV
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
