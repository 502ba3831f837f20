import { QualityKind } from '@quarterdeck/plugin-dora-common';

/** What an item of the data-quality list means and what one can do. */
export interface QualityWords {
  title: string;
  means: string;
  todo?: string;
}

/** @see QualityWords */
export const qualityWords: Readonly<Record<QualityKind, QualityWords>> = {
  first_deployment: {
    title: 'First deployment',
    means: 'Counts for frequency, gives no lead time: nothing ran before it.',
  },
  gap: {
    title: 'Begins anew after a gap',
    means: 'Nothing was deployed for so long that lead times would mislead.',
  },
  unreachable: {
    title: 'History was rewritten',
    means:
      'What ran before is not in the history of what runs now (force push).',
  },
  unknown_history: {
    title: 'History not known',
    means: 'Which commits are new in it cannot be told from the pushes seen.',
    todo: 'Send push events of the repository.',
  },
  truncated_history: {
    title: 'History cut by the sender',
    means: 'The provider left commits out of a push.',
  },
  missing_sha: {
    title: 'No commit named',
    means: 'The deployment names no commit, so it has no lead time.',
    todo: 'Let the pipeline send the commit it deploys.',
  },
  missing_commit_time: {
    title: 'Commit without a time',
    means: 'The commit was sent without the time it was made.',
  },
  commit_without_change: {
    title: 'Commit without a change',
    means: 'Pushed directly: its stages before the deployment are unknown.',
  },
  squash_unmapped: {
    title: 'Squash not resolved',
    means: 'The commits behind a squash were not sent; it stands for itself.',
  },
  paths_unknown: {
    title: 'Paths unknown',
    means:
      'In a repository of several services, nobody knows whose commit it is.',
  },
  clamped: {
    title: 'Clamped to 0',
    means: 'Deployed before it was committed, by the clocks; counts as 0.',
  },
  unknown_reach: {
    title: 'Unknown whether users met it',
    means: 'It failed, and nobody knows if anybody saw it; not in the rate.',
    todo: 'Classify it.',
  },
  missing_finish: {
    title: 'No end seen',
    means: 'The deployment never reported how it ended.',
  },
  incident_unlinked: {
    title: 'Incident not linked',
    means: 'No deployment could be found that caused it.',
    todo: 'Link it to a deployment, or say that no change caused it.',
  },
  unknown_classified: {
    title: 'Classified, but not known',
    means: 'Somebody classified a deployment that is not here.',
  },
};
