import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ingestKey } from './ingestQueries';
import { useIngestClient } from './useIngestClient';

/** A mutation after which every open list of the page is read again. */
function useIngestChange<Input, Output>(
  change: (
    client: ReturnType<typeof useIngestClient>,
    input: Input,
  ) => Promise<Output>,
) {
  const client = useIngestClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => change(client, input),
    onSettled: () => queries.invalidateQueries({ queryKey: [ingestKey] }),
  });
}

/** Reads one stored delivery again. */
export const useReplayDelivery = () =>
  useIngestChange((client, receipt: string) =>
    client.replayDelivery({ params: { receipt } }),
  );

/** Reads rejected deliveries again: those of one cause, or all. */
export const useReplayRejected = () =>
  useIngestChange((client, cause: string | undefined) =>
    client.replayRejected({ body: { cause } }),
  );

/** Says which entity a subject belongs to, or gives it up. */
export const useClaimSubject = () =>
  useIngestChange(
    (
      client,
      body: { key: string; entityRef: string | null; reason?: string },
    ) => client.claimSubject({ body }),
  );

/** Lets a stopped reader go on. */
export const useRestartReader = () =>
  useIngestChange((client, consumer: string) =>
    client.restartReader({ params: { consumer } }),
  );

/** Fills a reader's tables again from the log. */
export const useRebuildReader = () =>
  useIngestChange((client, consumer: string) =>
    client.rebuildReader({ params: { consumer } }),
  );

/** Asks the reader to try a set-aside event again. */
export const useReplayDeadLetter = () =>
  useIngestChange((client, id: string) =>
    client.replayDeadLetter({ params: { id } }),
  );

/** Fetches a source's history since a time; without one it goes on where it was. */
export const useFetchHistory = () =>
  useIngestChange((client, input: { source: string; since?: string }) =>
    client.fetchHistory({
      params: { source: input.source },
      body: { since: input.since },
    }),
  );

/** Stops fetching a source's history. */
export const useStopHistory = () =>
  useIngestChange((client, source: string) =>
    client.stopHistory({ params: { source } }),
  );
