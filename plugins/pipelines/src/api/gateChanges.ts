import { RunParams } from './queries';
import { useChange } from './useChange';

/** A gate, and what the person says. */
interface Said {
  id: string;
  text?: string;
}

/** Approves. */
export const useApproveGate = () =>
  useChange((client, { id, text }: Said) =>
    client.approveGateRequest({ params: { id }, body: { comment: text } }),
  );

/** Rejects, with a reason. */
export const useRejectGate = () =>
  useChange((client, { id, text = '' }: Said) =>
    client.rejectGateRequest({ params: { id }, body: { comment: text } }),
  );

/** Lets through whatever the rules say. */
export const useBypassGate = () =>
  useChange((client, { id, text = '' }: Said) =>
    client.bypassGateRequest({ params: { id }, body: { reason: text } }),
  );

/** Asks again after a rejection or an expiry. */
export const useReopenGate = () =>
  useChange((client, { id, text }: Said) =>
    client.reopenGateRequest({ params: { id }, body: { comment: text } }),
  );

/** Looks at the evidence again. */
export const useCheckGate = () =>
  useChange((client, { id }: Said) =>
    client.checkGateRequest({ params: { id } }),
  );

/** Tries a call again that was given up. */
export const useRetryCall = () =>
  useChange((client, id: string) => client.retryOutboxCall({ params: { id } }));

/** Asks the provider to run the failed jobs again. */
export const useRerunFailedJobs = () =>
  useChange((client, input: { run: RunParams; reason?: string }) =>
    client.rerunFailedJobs({
      params: input.run,
      body: { reason: input.reason },
    }),
  );
