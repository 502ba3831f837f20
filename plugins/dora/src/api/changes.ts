import { useMutation, useQueryClient } from '@tanstack/react-query';
import { BenchmarkId, Thresholds } from '@quarterdeck/plugin-dora-common';
import { ClassifyInput } from '../classify/ClassifyDialog';
import { useDoraClient } from './useDoraClient';

/** A change after which every open answer of the area is read again. */
function useChange<Input, Output>(
  change: (
    client: ReturnType<typeof useDoraClient>,
    input: Input,
  ) => Promise<Output>,
) {
  const client = useDoraClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => change(client, input),
    onSettled: () => {
      // Nobody waits for the pages to be read again.
      void queries.invalidateQueries({ queryKey: ['dora'] });
    },
  });
}

/** The natural key of a deployment. */
export interface DeploymentKey {
  instance: string;
  externalId: string;
}

/** Says what a deployment was. */
export const useClassify = () =>
  useChange((client, input: { key: DeploymentKey; said: ClassifyInput }) =>
    client.classifyDeployment({ params: input.key, body: input.said }),
  );

/** Takes back what was said. */
export const useUndoClassification = () =>
  useChange((client, input: { key: DeploymentKey; id: string }) =>
    client.undoClassification({
      params: { ...input.key, id: input.id },
      query: {},
    }),
  );

/** Sets a marker to compare around. */
export const useCreateMarker = () =>
  useChange((client, body: { scope?: string; at: string; label: string }) =>
    client.createMarker({ body }),
  );

/** Takes a marker away. */
export const useDeleteMarker = () =>
  useChange((client, id: string) => client.deleteMarker({ params: { id } }));

/** What a scope is held against. */
export interface BenchmarkInput {
  scope?: string;
  benchmark: BenchmarkId;
  industry?: string;
  thresholds?: Thresholds;
  reason?: string;
}

/** Sets what a scope is held against, for everybody. */
export const useSetBenchmark = () =>
  useChange((client, body: BenchmarkInput) => client.setBenchmark({ body }));

/** Goes back to what holds without it. */
export const useResetBenchmark = () =>
  useChange((client, query: { scope?: string; reason?: string }) =>
    client.resetBenchmark({ query }),
  );
