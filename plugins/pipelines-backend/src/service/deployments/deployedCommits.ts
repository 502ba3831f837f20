import { DeployedCommit } from '@quarterdeck/plugin-pipelines-common';
import { CommitsPushed } from '@quarterdeck/plugin-ingest-common';
import { toCommit } from '../toAnswers';

const mergeSubject =
  /^Merge (?:branch|branches|pull request|remote-tracking|tag|commit)\b/;

/**
 * Commits with the time each took from being committed to running. Merges and
 * what ran there before give none; clocks that disagree give 0, never less
 * (delivery.md, 2.3 lines 2 and 15).
 */
export function toDeployedCommits(
  commits: readonly CommitsPushed['commits'][number][],
  deployed: {
    /** null: it has not arrived, or begins its chain. */
    finishedAt: string | null;
    ranBefore: ReadonlySet<string>;
  },
): DeployedCommit[] {
  return commits.map(commit => {
    const isMerge = mergeSubject.test(commit.message ?? '');
    const { finishedAt, ranBefore } = deployed;
    const committedAt =
      isMerge || ranBefore.has(commit.sha) ? undefined : commit.committedAt;
    return {
      ...toCommit(commit),
      committedAt: commit.committedAt ?? null,
      isMerge,
      leadTimeSeconds:
        finishedAt !== null && committedAt !== undefined
          ? Math.max(
              0,
              (Date.parse(finishedAt) - Date.parse(committedAt)) / 1000,
            )
          : null,
    };
  });
}
