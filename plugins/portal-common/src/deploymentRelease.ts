/** What a deployment says of the thing it brings. */
export interface ReleaseFacts {
  sha?: string;
  version?: string;
  ref?: string;
  strategy?: string;
  revisions?: readonly { repo: string; sha: string }[];
  artifacts?: readonly { name: string; version?: string; digest?: string }[];
}

const versionOf = ({ version, artifacts }: ReleaseFacts) =>
  version ?? (artifacts?.length === 1 ? artifacts[0]?.version : undefined);

/**
 * What makes two deployments the same release. The commit, all of them where it
 * is built from several repositories; else the version, else the artifacts'
 * digests. Of a GitOps sync the version first: its commit is that of the
 * configuration, which also moves when nothing new is deployed.
 */
export function releaseKey(facts: ReleaseFacts): string | null {
  const { revisions = [], artifacts = [] } = facts;
  const shas = revisions.map(({ repo, sha }) => `${repo}@${sha}`).sort();
  const own = facts.sha ?? revisions[0]?.sha;
  const sha = shas.length > 1 ? shas.join(',') : own;
  const version = versionOf(facts);
  const digests = artifacts.flatMap(({ digest }) => digest ?? []).sort();
  const bySha = sha ? `commit ${sha}` : undefined;
  const byVersion = version ? `version ${version}` : undefined;
  const byDigest = digests.length ? `digest ${digests.join(',')}` : undefined;
  return (
    (facts.strategy === 'gitops_sync'
      ? byVersion ?? byDigest ?? bySha
      : bySha ?? byVersion ?? byDigest) ?? null
  );
}

const tag = /^(?:refs\/tags\/|tags\/)?(v?\d+(?:\.\d+)+\S*)$/;

/** What people call it: version, else tag, else the commit's start. */
export function releaseLabel(facts: ReleaseFacts): string | null {
  const sha = facts.sha ?? facts.revisions?.[0]?.sha;
  return (
    versionOf(facts) ??
    tag.exec(facts.ref ?? '')?.[1] ??
    sha?.slice(0, 7) ??
    facts.artifacts?.[0]?.digest?.slice(0, 19) ??
    null
  );
}
