import Button from '@mui/material/Button';
import {
  Card,
  EntityChip,
  Grid,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  Row,
  SafeLink,
  isSafeHref,
  Skeleton,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { DeploymentSummary } from '@quarterdeck/plugin-pipelines-common';
import {
  CompareAnswer,
  DeploymentKey,
  useCompare,
} from '../api/deploymentQueries';
import { CommitList } from '../deployments/CommitList';
import {
  commitWords,
  deploymentHref,
  labelOf,
  placeName,
  unknownWords,
} from '../deployments/deploymentText';

const whereOf = (item: DeploymentSummary) =>
  placeName({ environment: item.environment.name, region: item.region });

/** One sentence: who is ahead, and by how much. */
export function compareSentence(answer: CompareAnswer): string {
  const { left, right, ahead, sameRelease, commits } = answer;
  if (sameRelease) return 'Both run the same release.';
  const { commits: count, reason } = commits.count;
  const front = ahead === 'left' ? left : right;
  const back = ahead === 'left' ? right : left;
  if (ahead === null || count === null) {
    return `They run different releases; how many commits lie between is not known. ${
      reason ? unknownWords[reason] : ''
    }`.trim();
  }
  return `${whereOf(front)} is ${commitWords(count)} ahead of ${whereOf(
    back,
  )}.`;
}

function Side({ item }: { item: DeploymentSummary }) {
  return (
    <div style={{ minWidth: 0, display: 'grid', gap: 4 }}>
      <Muted>{whereOf(item)}</Muted>
      <Row>
        <TextLink to={deploymentHref(item)}>
          <Mono>{labelOf(item.label)}</Mono>
        </TextLink>
        <StatusChip state={item.status.state} word={item.status.word} />
        <Muted>
          <RelativeTime at={item.finishedAt ?? item.listedAt} />
        </Muted>
      </Row>
    </div>
  );
}

/** Two deployments of a service, and the commits between them. */
export function ComparePanel(props: {
  picked: readonly DeploymentKey[];
  picking: boolean;
  onClear: () => void;
}) {
  const { picked, picking, onClear } = props;
  if (picked.length === 0 && !picking) return null;
  const [left, right] = picked;
  return (
    <Card
      title="Compare"
      right={
        <Button size="small" color="inherit" onClick={onClear}>
          {picked.length > 0 ? 'Clear' : 'Done'}
        </Button>
      }
    >
      {left && right ? (
        <Comparison left={left} right={right} />
      ) : (
        <Muted role="status">
          {left
            ? 'One picked. Pick another cell of the same service.'
            : 'Pick two cells of one service: click them, or press x on a cell.'}
        </Muted>
      )}
    </Card>
  );
}

function Comparison(props: { left: DeploymentKey; right: DeploymentKey }) {
  const query = useCompare(props.left, props.right);
  return (
    <QueryStates
      what="the comparison"
      query={query}
      skeleton={<Skeleton rows={2} height={20} />}
    >
      {answer => (
        <div style={{ display: 'grid', gap: 12 }}>
          <Row>
            <EntityChip
              entityRef={answer.left.entityRef}
              subject={`${answer.left.instance}/${answer.left.project}`}
            />
            <strong>{compareSentence(answer)}</strong>
            {isSafeHref(answer.commits.compareUrl) && (
              <SafeLink href={answer.commits.compareUrl}>
                All changes at the provider
              </SafeLink>
            )}
          </Row>
          <Grid minWidth={280}>
            <Side item={answer.left} />
            <Side item={answer.right} />
          </Grid>
          {answer.commits.items.length > 0 && (
            <CommitList commits={answer.commits.items} />
          )}
        </div>
      )}
    </QueryStates>
  );
}
