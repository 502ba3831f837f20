import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Card,
  formatDuration,
  Muted,
  QueryStates,
  RelativeTime,
  Row,
  RunStrip,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { useEntitySummary } from '../api/queries';
import { runHref, stateOf } from './runWords';
import { SendRuns } from './SendRuns';
import { stripBars } from './stripBars';

/** On an entity's overview: is its default branch well, and how were the last runs? */
export function EntityCard() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const summary = useEntitySummary(entityRef);
  return (
    <Card
      title="CI on the default branch"
      right={<TextLink to="ci-cd">All runs</TextLink>}
    >
      <QueryStates what="the runs" query={summary}>
        {answer => {
          if (!answer.hasRuns) {
            return <SendRuns entityName={entity.metadata.name} />;
          }
          const newest = answer.lastRuns.at(-1);
          return (
            <>
              {answer.pipelines.map(({ pipeline, run, status, failing }) => (
                <Row
                  key={pipeline.key}
                  style={{ display: 'flex', minHeight: 28 }}
                >
                  <StatusChip state={stateOf(status)} word={status.word} />
                  <TextLink to={runHref(run)}>{pipeline.name}</TextLink>
                  <Muted>
                    {failing ? (
                      <>
                        red for <RelativeTime at={failing.since} bare />
                      </>
                    ) : (
                      <RelativeTime at={run.finishedAt ?? run.listedAt} />
                    )}
                  </Muted>
                </Row>
              ))}
              <RunStrip
                label={`Last ${answer.lastRuns.length} runs`}
                runs={stripBars(answer.lastRuns)}
                height={44}
              />
              <Row style={{ display: 'flex', justifyContent: 'space-between' }}>
                <Muted>
                  {answer.lastRuns[0] && (
                    <RelativeTime at={answer.lastRuns[0].listedAt} />
                  )}
                </Muted>
                <Muted>
                  {answer.medianRunSeconds.value !== null &&
                    `median ${formatDuration(answer.medianRunSeconds.value)}`}
                </Muted>
                <Muted>{newest && <RelativeTime at={newest.listedAt} />}</Muted>
              </Row>
            </>
          );
        }}
      </QueryStates>
    </Card>
  );
}
