import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import { RouteInput } from '@quarterdeck/plugin-portal-common';
import { DeploymentKey } from './deploymentQueries';
import { useChange } from './useChange';

/** What a freeze says, as the API takes it. */
export type FreezeBody = NonNullable<
  RouteInput<(typeof pipelinesContract)['createFreeze']>['body']
>;

/** Stops deployments somewhere for a time. */
export const useCreateFreeze = () =>
  useChange((client, body: FreezeBody) => client.createFreeze({ body }));

/** Changes a freeze: ends it early, too. */
export const useUpdateFreeze = () =>
  useChange((client, input: { id: string; body: FreezeBody }) =>
    client.updateFreeze({ params: { id: input.id }, body: input.body }),
  );

/** Takes a freeze back that has not begun. */
export const useDeleteFreeze = () =>
  useChange((client, id: string) => client.deleteFreeze({ params: { id } }));

/** Asks the provider to roll a deployment back. */
export const useRollBack = () =>
  useChange((client, input: { key: DeploymentKey; reason: string }) =>
    client.rollBackDeployment({
      params: input.key,
      body: { reason: input.reason },
    }),
  );
