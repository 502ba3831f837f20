import { useMemo } from 'react';
import { useMatrix } from '../api/deploymentQueries';

/** Services and environments that the filters offer. */
export function useKnownPlaces(query: { scope?: string; entity?: string[] }): {
  entities: readonly string[];
  environments: readonly string[];
} {
  const { data } = useMatrix({ ...query, limit: 500 });
  return useMemo(
    () => ({
      entities:
        data?.rows
          .filter(row => row.visible)
          .map(({ entityRef }) => entityRef) ?? [],
      environments: [
        ...new Set(data?.columns.map(({ environment }) => environment)),
      ],
    }),
    [data],
  );
}
