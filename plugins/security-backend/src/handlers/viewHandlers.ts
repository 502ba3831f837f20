import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ContractHandlers } from '@quarterdeck/plugin-portal-node';
import { viewRoutes } from '@quarterdeck/plugin-security-common';
import { Callers } from '../service/callers';
import { DecideDeps } from '../service/decide';
import { keepView } from '../service/views/keepView';
import { answerListViews } from '../service/views/listViews';

/** Handlers of the views people and teams keep. */
export function viewHandlers(
  deps: DecideDeps,
  callers: Callers,
): ContractHandlers<typeof viewRoutes> {
  const viewer = async (credentials: BackstageCredentials) => ({
    actor: callers.demandPerson(credentials),
    me: await callers.meOf(credentials),
  });
  return {
    listSavedViews: async ({ credentials }) =>
      answerListViews(deps.reader, await callers.meOf(credentials)),
    createSavedView: async ({ body, credentials }) =>
      keepView.create(deps, body, await viewer(credentials)),
    changeSavedView: async ({ params, body, credentials }) =>
      keepView.change(deps, params.id, body, await viewer(credentials)),
    deleteSavedView: async ({ params, credentials }) =>
      keepView.forget(deps, params.id, await viewer(credentials)),
  };
}
