import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Card,
  formatDuration,
  HowComputed,
  Muted,
  QueryStates,
  RelativeTime,
  Row,
  Skeleton,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { EntitySummary } from '../api/answerTypes';
import { useEntitySummary } from '../api/queries';
import { RunHistory } from './RunHistory';
import { stateOf } from './runWords';
import { SendRuns } from './SendRuns';

function medianWords({ medianRunSeconds: median }: EntitySummary): string {
  if (median.value === null) return 'no median yet';
  if (median.tooFew) return `too few for a median (${median.n})`;
  return `median ${formatDuration(median.value)}`;
}

/** The entity's CI in one card: state now, last runs, usual length. */
export function EntityCard() {
  const { entity } = useEntity();
  const summary = useEntitySummary(
    stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
  );
  const { data } = summary;
  const branches = new Set(data?.pipelines.map(item => item.branch));
  const [branch] = branches;
  const place = branches.size === 1 ? branch : 'the default branch';
  const count = data?.lastRuns.length ?? 0;
  return (
    <Card
      title={count > 1 ? `Last ${count} runs on ${place}` : 'Pipelines'}
      right={
        <>
          <TextLink to="ci-cd">All runs</TextLink>
          <HowComputed about="the strip of runs">
            Runs on the default branch, newest right; height is the time from
            the first job's start to the end. The median is of the last 28 days.
          </HowComputed>
        </>
      }
    >
      <QueryStates
        what="the pipelines of this entity"
        query={summary}
        skeleton={<Skeleton rows={2} height={20} />}
      >
        {answer =>
          answer.hasRuns ? (
            <State answer={answer} />
          ) : (
            <SendRuns entity={entity} />
          )
        }
      </QueryStates>
    </Card>
  );
}

function State({ answer }: { answer: EntitySummary }) {
  const { status, lastRuns, pipelines, meta } = answer;
  const red = pipelines.flatMap(({ failing }) => failing ?? []);
  const [oldest] = red
    .map(({ since }) => since)
    .sort((a, b) => a.localeCompare(b));
  return (
    <>
      <Row style={{ paddingBottom: 8 }}>
        {status ? (
          <StatusChip state={stateOf(status)} word={status.word} />
        ) : (
          <StatusChip state="unknown" word="No result on the default branch" />
        )}
        {red.length > 0 && (
          <Muted>
            {pipelines.length > 1 && `${red.length} of ${pipelines.length}, `}
            for <RelativeTime at={oldest} bare />
          </Muted>
        )}
        {meta.stale && <Muted>stale</Muted>}
      </Row>
      {lastRuns.length > 0 && (
        <RunHistory
          label={`The last ${lastRuns.length} runs`}
          runs={lastRuns}
          note={medianWords(answer)}
        />
      )}
    </>
  );
}
