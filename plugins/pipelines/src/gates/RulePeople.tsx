import {
  GateRule,
  GateVote,
  NeededApproval,
} from '@quarterdeck/plugin-pipelines-common';
import { RelativeTime } from '@quarterdeck/plugin-portal-react';
import { refName, refNames } from './gateWords';

const voteWords: Record<GateVote['decision'], string> = {
  approved: 'Approved',
  rejected: 'Rejected',
  bypassed: 'Let through',
};

/** What one person said, and when. */
function Vote({ vote }: { vote: GateVote }) {
  return (
    <div>
      {voteWords[vote.decision]} by {refName(vote.by)}{' '}
      <RelativeTime at={vote.at} />
      {vote.comment && <>: “{vote.comment}”</>}
    </div>
  );
}

/** Whether people decide it. */
export const isApproval = (rule: GateRule) => rule.rule.endsWith('.approval');

/** Whom the approval of this stage still waits for. */
function Asked({ needed }: { needed: NeededApproval | undefined }) {
  if (!needed || needed.given >= needed.count) return null;
  return (
    <div>
      {needed.count - needed.given} more of {refNames(needed.groups)}
      {needed.expiresAt && (
        <>
          , expires <RelativeTime at={needed.expiresAt} />
        </>
      )}
    </div>
  );
}

/** Who said what at the approval of a rule, and whom it still waits for. */
export function RulePeople(props: {
  rule: GateRule;
  votes: readonly GateVote[];
  approvals: readonly NeededApproval[];
}) {
  const { rule, votes, approvals } = props;
  if (!isApproval(rule)) return null;
  return (
    <>
      {votes
        .filter(vote => vote.stage === rule.stage)
        .map(vote => (
          <Vote key={`${vote.by} ${vote.at}`} vote={vote} />
        ))}
      <Asked needed={approvals.find(one => one.stage === rule.stage)} />
    </>
  );
}
