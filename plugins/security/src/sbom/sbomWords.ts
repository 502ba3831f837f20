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

const formatWords: Record<string, string> = {
  cyclonedx: 'CycloneDX',
  spdx: 'SPDX',
  openvex: 'OpenVEX',
  csaf: 'CSAF',
};

/** A format as its makers write it: `cyclonedx` is CycloneDX, `cyclonedx-vex` too. */
export const formatWord = (format: string): string =>
  formatWords[format.split('-')[0]] ?? format;

/** What made a document, in which format, each once. */
export const madeWith = (format: string, tool: string | null): string[] => {
  const word = formatWord(format);
  return tool && tool !== word ? [word, tool] : [word];
};

/** The address of an SBOM. */
export const sbomHref = (id: string): string =>
  `/sbom/documents/${encodeURIComponent(id)}`;

/** What an SBOM is of, in one line. */
export const sbomTitle = (sbom: Sbom): string =>
  [sbom.rootName ?? sbom.entityRef?.split('/').pop(), sbom.rootVersion]
    .filter(Boolean)
    .join(' ') || sbom.id;
