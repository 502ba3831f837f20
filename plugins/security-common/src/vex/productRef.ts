import { VexSubject } from './vexAnalysis';

/**
 * What a document calls a package. Without a package URL it is given one of the
 * type that says nothing, since references have to be IRIs.
 */
export function productRef({
  purl,
  name,
  version,
}: Pick<VexSubject, 'purl' | 'name' | 'version'>): string {
  if (purl) return purl;
  const at = version ? `@${encodeURIComponent(version)}` : '';
  return `pkg:generic/${encodeURIComponent(name)}${at}`;
}
