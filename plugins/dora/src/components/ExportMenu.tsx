import { MenuButton } from '@quarterdeck/plugin-portal-react';
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
  { chart: 'services', label: 'Services' },
  { chart: 'alerts', label: 'Left their band' },
  { chart: 'quality', label: 'Data quality' },
  { chart: 'samples', label: 'Samples of the lead time' },
];

/** Saves a chart's numbers, or the samples, as the server computes them. */
export function ExportMenu({ view }: { view: DoraView }) {
  const save = useExport();
  return (
    <MenuButton
      label="Export"
      icon="down"
      variant="outlined"
      choices={offered.map(({ chart, label }) => ({
        label: `${label}, CSV`,
        onClick: () => save(chart, 'csv', { ...viewQuery(view) }),
      }))}
    />
  );
}
