import { useCallback } from 'react';
import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { doraExportPath, doraExports } from '@quarterdeck/plugin-dora-common';
import { useToast } from '@quarterdeck/plugin-portal-react';
import { saveFile } from '../chart/saveFile';

/** Something one may have as a file. */
export type DoraExport = (typeof doraExports)[number];

/** Saves what the server exports, in full. */
export function useExport() {
  const { fetch } = useApi(fetchApiRef);
  const toast = useToast();
  return useCallback(
    async (
      chart: DoraExport,
      format: 'csv' | 'json',
      query: Record<string, string | undefined>,
    ) => {
      const params = new URLSearchParams({ chart, format });
      for (const [key, value] of Object.entries(query)) {
        if (value !== undefined) params.set(key, value);
      }
      const response = await fetch(
        `plugin://dora${doraExportPath}?${params.toString()}`,
      );
      if (!response.ok) {
        toast({
          text: `The export failed: the server answered ${response.status}.`,
        });
        return;
      }
      saveFile(`dora-${chart}.${format}`, await response.blob());
    },
    [fetch, toast],
  );
}
