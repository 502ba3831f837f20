import { StateName } from '@quarterdeck/plugin-portal-react';
import { licenceDecisions, Sbom } from '@quarterdeck/plugin-security-common';

/** What the lists say of a licence. */
export const decisionWords: Record<
  (typeof licenceDecisions)[number],
  { state: StateName; word: string }
> = {
  allow: { state: 'success', word: 'Allowed' },
  deny: { state: 'error', word: 'Denied' },
  review: { state: 'warn', word: 'For review' },
  unknown: { state: 'unknown', word: 'Unknown' },
};

/** The address of an SBOM. */
export const sbomHref = (id: string): string =>
  `/sbom/documents/${encodeURIComponent(id)}`;

/** What an SBOM is of, in one line. */
export const sbomTitle = (sbom: Sbom): string =>
  [sbom.rootName ?? sbom.entityRef?.split('/').pop(), sbom.rootVersion]
    .filter(Boolean)
    .join(' ') || sbom.id;
