import { useCallback } from 'react';
import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useToast } from '@quarterdeck/plugin-portal-react';

/** Saves what a route of this area streams as a file; false when it did not come. */
export function useDownload() {
  const { fetch } = useApi(fetchApiRef);
  const toast = useToast();
  return useCallback(
    async (path: string, query: URLSearchParams, name: string) => {
      const response = await fetch(`plugin://security${path}?${query}`);
      if (!response.ok) {
        toast({
          text:
            response.status === 403
              ? 'Exports take the permission security.finding.export.'
              : `The export failed: the server answered ${response.status}.`,
        });
        return false;
      }
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await response.blob());
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
      return true;
    },
    [fetch, toast],
  );
}
