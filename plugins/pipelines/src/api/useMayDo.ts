import { usePermission } from '@backstage/plugin-permission-react';
import {
  pipelinesOutboxRetryPermission,
  pipelinesQuarantineUpdatePermission,
  pipelinesRunRerunPermission,
} from '@quarterdeck/plugin-pipelines-common';

/** What a person would have to be allowed, by the name the pages use. */
const permissions = {
  quarantine: pipelinesQuarantineUpdatePermission,
  rerun: pipelinesRunRerunPermission,
  retryCall: pipelinesOutboxRetryPermission,
};

/** Whether this person may do it, and the sentence for a button that is off. */
export interface MayDo {
  allowed: boolean;
  /** `undefined` while it is allowed or not known yet. */
  why?: string;
}

/** Asks for one permission over one entity's rows; the backend decides again anyway. */
export function useMayDo(
  action: keyof typeof permissions,
  entityRef: string | null,
): MayDo {
  const permission = permissions[action];
  const { allowed, loading, error } = usePermission({
    permission,
    resourceRef: entityRef ?? 'unclaimed',
  });
  // When nobody can say it beforehand, the backend says it afterwards.
  if (error) return { allowed: true };
  return {
    allowed,
    why:
      allowed || loading
        ? undefined
        : `It takes the permission ${permission.name}.`,
  };
}
