import { parseEntityRef } from '@backstage/catalog-model';
import {
  PIPELINES_SIGNAL_CHANNEL,
  TestResult,
} from '@quarterdeck/plugin-pipelines-common';
import { useKeyset, useLiveQuery } from '@quarterdeck/plugin-portal-react';
import { RunParams } from './queries';
import { useChange } from './useChange';
import { usePipelinesClient } from './usePipelinesClient';

const channel = PIPELINES_SIGNAL_CHANNEL;

/** Whose health, and when. */
export interface HealthQuery {
  scope?: string;
  from: string;
  to: string;
}

/** The tiles of the CI health page. */
export function useCiHealth(query: HealthQuery) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'ci-health', query],
    queryFn: options => client.ciHealth({ query }, options),
  });
}

/** Hours lost waiting, per owning team. */
export function useLostTime(query: HealthQuery) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'lost-time', query],
    queryFn: options => client.lostTime({ query }, options),
  });
}

/** Queue time per runner pool. */
export function useQueueByPool(query: HealthQuery) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'queue-by-pool', query],
    queryFn: options => client.queueByPool({ query }, options),
  });
}

/** Tests or jobs that passed and failed on one commit. */
export function useFlaky(query: HealthQuery & { of: 'tests' | 'jobs' }) {
  const client = usePipelinesClient();
  return useKeyset({
    channel,
    queryKey: ['pipelines', 'flaky', query],
    load: (cursor, signal) =>
      client.listFlaky({ query: { ...query, cursor, limit: 20 } }, { signal }),
  });
}

/** Tests that take the most time in all. */
export function useSlowestTests(query: HealthQuery) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'slowest-tests', query],
    queryFn: options => client.slowestTests({ query }, options),
  });
}

/** Tests in quarantine, or those that came out. */
export function useQuarantine(query: {
  scope?: string;
  entity?: string[];
  state: 'active' | 'ended';
}) {
  const client = usePipelinesClient();
  return useKeyset({
    channel,
    queryKey: ['pipelines', 'quarantine', query],
    load: (cursor, signal) =>
      client.listQuarantine({ query: { ...query, cursor } }, { signal }),
  });
}

/** Cases of a run, failed ones first. */
export function useRunTests(
  params: RunParams,
  query: { result: TestResult[]; q?: string },
) {
  const client = usePipelinesClient();
  return useKeyset({
    channel,
    queryKey: ['pipelines', 'run-tests', params, query],
    load: async (cursor, signal) => {
      const answer = await client.runTests(
        { params, query: { ...query, cursor } },
        { signal },
      );
      return { ...answer, items: answer.cases };
    },
  });
}

/** Coverage of a run's commit, against what came before. */
export function useRunCoverage(params: RunParams) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'run-coverage', params],
    queryFn: options => client.runCoverage({ params }, options),
  });
}

/** What one test came to, newest first. */
export function useTestHistory(test: {
  entityRef: string;
  suite: string;
  name: string;
}) {
  const client = usePipelinesClient();
  const { kind, namespace, name } = parseEntityRef(test.entityRef);
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'test-history', test],
    queryFn: options =>
      client.testHistory(
        {
          params: { kind, namespace, name },
          query: { suite: test.suite, name: test.name, limit: 20 },
        },
        options,
      ),
  });
}

/** Puts a test in quarantine. */
export const useAddQuarantine = () =>
  useChange(
    (
      client,
      body: {
        entityRef: string;
        suite: string;
        name: string;
        reason: string;
        until: string;
      },
    ) => client.addQuarantine({ body }),
  );

/** Takes a test out of quarantine. */
export const useEndQuarantine = () =>
  useChange((client, { id, reason }: { id: string; reason?: string }) =>
    client.endQuarantine({ params: { id }, body: { reason } }),
  );
