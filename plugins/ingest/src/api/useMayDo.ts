import { usePermission } from '@backstage/plugin-permission-react';
import {
  ingestDeliveryReplayPermission,
  ingestHistoryFetchPermission,
  ingestPreviewPermission,
  ingestReaderManagePermission,
  ingestSubjectClaimPermission,
} from '@quarterdeck/plugin-ingest-common';

/** What a person would have to be allowed, by the name the page uses. */
const permissions = {
  replay: ingestDeliveryReplayPermission,
  fetchHistory: ingestHistoryFetchPermission,
  claim: ingestSubjectClaimPermission,
  manageReaders: ingestReaderManagePermission,
  preview: ingestPreviewPermission,
};

/** Whether this person may do it, and the sentence for a button that is off. */
export interface MayDo {
  allowed: boolean;
  /** `undefined` while it is allowed or not known yet. */
  why?: string;
}

/** Asks for one permission of the page; the backend decides again anyway. */
export function useMayDo(action: keyof typeof permissions): MayDo {
  const permission = permissions[action];
  const { allowed, loading } = usePermission({ permission });
  return {
    allowed,
    why: allowed || loading ? undefined : `Needs ${permission.name}`,
  };
}
