import { useMutation, useQueryClient } from '@tanstack/react-query';
import { usePipelinesClient } from './usePipelinesClient';

/** A change after which every open list of the area is read again. */
export function useChange<Input, Output>(
  change: (
    client: ReturnType<typeof usePipelinesClient>,
    input: Input,
  ) => Promise<Output>,
) {
  const client = usePipelinesClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => change(client, input),
    onSettled: () => queries.invalidateQueries({ queryKey: ['pipelines'] }),
  });
}
