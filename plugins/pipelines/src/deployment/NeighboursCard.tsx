import { DeploymentSummary } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Facts,
  Mono,
  Muted,
  RelativeTime,
  Row,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { DeploymentPageAnswer } from '../api/deploymentQueries';
import { doraHref } from '../deployments/doraHref';
import {
  deploymentHref,
  kindWords,
  labelOf,
  placeName,
} from '../deployments/deploymentText';

/** One deployment in a line: version, state, when. */
export function DeploymentLine({ item }: { item: DeploymentSummary }) {
  return (
    // Its parts go to a second line whole, never in two.
    <Row style={{ flexWrap: 'wrap', rowGap: 0, whiteSpace: 'nowrap' }}>
      <StatusChip
        state={item.status.state}
        word={item.live ? 'Runs now' : item.status.word}
      />
      <TextLink to={deploymentHref(item)}>
        <Mono>{labelOf(item.label)}</Mono>
      </TextLink>
      {item.kind !== 'planned' && <Muted>{kindWords[item.kind]}</Muted>}
      <Muted>
        <RelativeTime at={item.finishedAt ?? item.listedAt} />
      </Muted>
    </Row>
  );
}

/** What ran before, what came after, and what it repaired. */
export function NeighboursCard({ answer }: { answer: DeploymentPageAnswer }) {
  const { previous, next, remediates, remediatedBy, attempts } = answer;
  const others = attempts.filter(
    item => deploymentHref(item) !== deploymentHref(answer.deployment),
  );
  const countsHref = doraHref(answer.deployment);
  return (
    <Card title="Before and after">
      <Facts
        items={[
          {
            name: 'Before',
            value: previous ? (
              <DeploymentLine item={previous} />
            ) : (
              <Muted>nothing is known to have run there</Muted>
            ),
          },
          {
            name: 'After',
            value: next ? (
              <DeploymentLine item={next} />
            ) : (
              <Muted>nothing took its place yet</Muted>
            ),
          },
          ...(remediates
            ? [
                {
                  name: 'Repairs',
                  value: (
                    <TextLink to={deploymentHref(remediates)}>
                      {remediates.externalId}
                    </TextLink>
                  ),
                },
              ]
            : []),
          ...remediatedBy.map(key => ({
            name: 'Repaired by',
            value: (
              <TextLink to={deploymentHref(key)}>{key.externalId}</TextLink>
            ),
          })),
          ...(countsHref
            ? [
                {
                  name: 'DORA',
                  value: <TextLink to={countsHref}>How it counts</TextLink>,
                },
              ]
            : []),
          ...others.map((item, index) => ({
            name: `Attempt ${item.runAttempt ?? index + 1}`,
            value: <DeploymentLine item={item} />,
          })),
        ]}
      />
    </Card>
  );
}

/** The same release in other regions and environments. */
export function ElsewhereCard(props: { items: readonly DeploymentSummary[] }) {
  if (props.items.length === 0) return null;
  return (
    <Card title="The same release elsewhere">
      <Facts
        items={props.items.map(item => ({
          name: placeName({
            environment: item.environment.name,
            region: item.region,
          }),
          value: <DeploymentLine item={item} />,
        }))}
      />
    </Card>
  );
}
