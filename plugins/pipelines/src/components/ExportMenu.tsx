import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { runExportPath } from '@quarterdeck/plugin-pipelines-common';
import { writeListItem } from '@quarterdeck/plugin-portal-common';
import { MenuButton, useToast } from '@quarterdeck/plugin-portal-react';
import { RunFilter } from '../api/useRuns';

const queryOf = (filter: RunFilter, format: string): string => {
  const query = new URLSearchParams({ format });
  for (const [key, value] of Object.entries(filter)) {
    if (Array.isArray(value)) {
      for (const item of value) query.append(key, writeListItem(String(item)));
    } else if (value !== undefined) {
      query.append(key, String(value));
    }
  }
  return query.toString();
};

/** Saves what the filter says, as CSV or JSON. */
export function ExportMenu({ filter }: { filter: RunFilter }) {
  const { fetch } = useApi(fetchApiRef);
  const toast = useToast();
  const save = async (format: 'csv' | 'json') => {
    const response = await fetch(
      `plugin://pipelines${runExportPath}?${queryOf(filter, format)}`,
    );
    if (!response.ok) {
      toast({
        text: `The export failed: the server answered ${response.status}.`,
      });
      return;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = `runs.${format}`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <MenuButton
      label="Export"
      icon="down"
      size="small"
      choices={[
        { label: 'CSV', onClick: () => save('csv') },
        { label: 'JSON', onClick: () => save('json') },
      ]}
    />
  );
}
