import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ContractClient } from '@quarterdeck/plugin-portal-common';
import {
  securityContract,
  TriageAction,
} from '@quarterdeck/plugin-security-common';
import { useSecurityClient } from './useSecurityClient';

type Client = ContractClient<typeof securityContract>;
/** What a call of the client takes. */
type Input<Name extends keyof Client> = Parameters<Client[Name]>[0];

/** A change; what is on the page is read again afterwards. */
function useChange<In, Out>(
  change: (client: Client, input: In) => Promise<Out>,
) {
  const client = useSecurityClient();
  const cache = useQueryClient();
  return useMutation<Out, Error, In>({
    mutationFn: input => change(client, input),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['security'] }),
  });
}

/** Sets, assigns, comments, overrides, accepts: one finding. */
export const useAct = () =>
  useChange((client, input: { id: string; action: TriageAction }) =>
    client.actOnFinding({ params: { id: input.id }, body: input.action }),
  );

/** What a change would do to many. */
export const usePreviewBulk = () => {
  const client = useSecurityClient();
  return useMutation({
    mutationFn: (body: Input<'previewBulk'>['body']) =>
      client.previewBulk({ body }),
  });
};

/** Changes many, as previewed. */
export const useApplyBulk = () =>
  useChange((client, body: Input<'applyBulk'>['body']) =>
    client.applyBulk({ body }),
  );

/** Takes an action back. */
export const useUndo = () =>
  useChange((client, id: string) => client.undoAction({ params: { id } }));

/** Accepts a risk by finding, rule or vulnerability. */
export const useCreateAcceptance = () =>
  useChange((client, body: Input<'createAcceptance'>['body']) =>
    client.createAcceptance({ body }),
  );

/** What an acceptance would cover. */
export const usePreviewAcceptance = () => {
  const client = useSecurityClient();
  return useMutation({
    mutationFn: (body: Input<'previewAcceptance'>['body']) =>
      client.previewAcceptance({ body }),
  });
};

/** Another end. */
export const useExtendAcceptance = () =>
  useChange((client, input: Input<'extendAcceptance'>) =>
    client.extendAcceptance(input),
  );

/** Ends it now. */
export const useRevokeAcceptance = () =>
  useChange((client, input: { id: string; reason: string }) =>
    client.revokeAcceptance({
      params: { id: input.id },
      body: { reason: input.reason },
    }),
  );

/** Says how far a rotation is. */
export const useUpdateSecret = () =>
  useChange((client, input: Input<'updateSecret'>) =>
    client.updateSecret(input),
  );

/** Says that what vanished is really gone. */
export const useConfirmClose = () =>
  useChange((client, input: { id: string; reason: string }) =>
    client.confirmClose({
      params: { id: input.id },
      body: { reason: input.reason },
    }),
  );

/** Asks the gate, and keeps the answer. */
export const useEvaluateGate = () =>
  useChange((client, body: Input<'evaluateSecurityGate'>['body']) =>
    client.evaluateSecurityGate({ body }),
  );

/** What if the policy were another. */
export const useSimulateGate = () => {
  const client = useSecurityClient();
  return useMutation({
    mutationFn: (body: Input<'simulateSecurityGate'>['body']) =>
      client.simulateSecurityGate({ body }),
  });
};

/** Lets a commit pass. */
export const useOverrideGate = () =>
  useChange((client, input: Input<'overrideGate'>) =>
    client.overrideGate(input),
  );
