import { StoredDeployment } from './factRules';
import { namedRepo, repoOf } from './repoKey';

/** Repositories and commits that a deployment is made of. */
export function revisionsOf(facts: StoredDeployment) {
  const { instance, project, sha, revisions } = facts;
  if (revisions.length === 0) {
    return sha ? [{ repo: repoOf({ instance, project }), sha }] : [];
  }
  return revisions.map(revision => ({
    ...revision,
    repo: namedRepo(revision.repo, instance),
  }));
}
