import {
  Card,
  formatDuration,
  HowComputed,
  isSafeHref,
  Muted,
  SafeLink,
} from '@quarterdeck/plugin-portal-react';
import { DeploymentPageAnswer } from '../api/deploymentQueries';
import { CommitList } from '../deployments/CommitList';
import { unknownWords } from '../deployments/deploymentText';

/** The commits that came with it, each with its lead time. */
export function CommitsCard({ answer }: { answer: DeploymentPageAnswer }) {
  const { commits, deployment } = answer;
  const { items, count, medianLeadTimeSeconds: median } = commits;
  const known = count.commits;
  const summary = [
    known === null ? undefined : String(known),
    median === null ? undefined : `median ${formatDuration(median)}`,
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <Card
      title="Commits, with lead time"
      right={
        <>
          {summary}
          <HowComputed about="the lead time">
            From the commit to the finish of this deployment, never below zero.
            Merges, and commits that were deployed here before, have none. The
            median lies between the two middle ones.
          </HowComputed>
        </>
      }
    >
      {items.length > 0 ? (
        <CommitList commits={items} leadTimes />
      ) : (
        <Muted>
          {known === 0 && 'No new commit: it holds what ran before.'}
          {known === null &&
            `– ${
              count.reason
                ? unknownWords[count.reason]
                : 'Which commits came with it is not known.'
            }`}
          {known !== null && known > 0 && 'Their subjects have not arrived.'}
          {deployment.baseline === 'first' && ' It is the first one here.'}
        </Muted>
      )}
      {known !== null && known > items.length && items.length > 0 && (
        <Muted>and {known - items.length} more. </Muted>
      )}
      {isSafeHref(commits.compareUrl) && (
        <SafeLink href={commits.compareUrl}>
          All changes at the provider
        </SafeLink>
      )}
    </Card>
  );
}
