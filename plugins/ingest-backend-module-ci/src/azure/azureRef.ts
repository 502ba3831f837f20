/** What a full ref names. */
export interface AzureRef {
  branch?: string;
  tag?: string;
  /** Number of the pull request whose merge is built. */
  change?: string;
}

/** Reads `refs/heads/main`, `refs/tags/v1`, `refs/pull/12/merge`. */
export function azureRef(ref: string | undefined): AzureRef {
  if (!ref) return {};
  if (ref.startsWith('refs/heads/')) {
    return { branch: ref.slice('refs/heads/'.length) };
  }
  if (ref.startsWith('refs/tags/')) {
    return { tag: ref.slice('refs/tags/'.length) };
  }
  const change = /^refs\/pull\/(\d{1,10})\//.exec(ref)?.[1];
  return { branch: ref, change };
}
