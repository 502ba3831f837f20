import Button from '@mui/material/Button';
import {
  Duration,
  EntityChip,
  Icon,
  isSafeHref,
  Mono,
  PageHead,
  PersonChip,
  RelativeTime,
  Row,
  SafeLink,
  StatusChip,
  Tag,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { DeploymentPageAnswer } from '../api/deploymentQueries';
import { runHref } from '../components/runWords';
import {
  deploymentHref,
  kindWords,
  labelOf,
  strategyWords,
} from '../deployments/deploymentText';
import { deploymentTitle } from './deploymentTitle';
import { RollBackButton } from './RollBackButton';

function When({ answer }: { answer: DeploymentPageAnswer }) {
  const { deployment } = answer;
  const begun = deployment.startedAt ?? deployment.createdAt;
  if (deployment.finishedAt) {
    return (
      <span>
        finished <RelativeTime at={deployment.finishedAt} />
        {deployment.durationSeconds !== null && (
          <>
            {' '}
            after <Duration seconds={deployment.durationSeconds} />
          </>
        )}
      </span>
    );
  }
  if (deployment.state === 'superseded') {
    return (
      <span>
        last seen <RelativeTime at={deployment.observedAt} />
      </span>
    );
  }
  return begun ? (
    <span>
      {deployment.state === 'waiting_gate' ? 'waits' : 'under way'} for{' '}
      <Duration since={begun} />
    </span>
  ) : (
    <span>no start was told</span>
  );
}

/** What, where, state, who, when, and the one thing to do about it. */
export function DeploymentHead({ answer }: { answer: DeploymentPageAnswer }) {
  const { deployment, previous, run } = answer;
  const strategy = strategyWords[deployment.strategy];
  const steps = deployment.rollout?.steps;
  return (
    <PageHead
      title={deploymentTitle(answer)}
      chip={
        <StatusChip
          variant="soft"
          state={deployment.status.state}
          word={deployment.status.word}
          raw={deployment.rawState ?? undefined}
        />
      }
      actions={
        <>
          {isSafeHref(deployment.url) && (
            <Button
              variant="outlined"
              href={deployment.url}
              target="_blank"
              rel="noopener noreferrer"
              startIcon={<Icon name="ext" size={14} />}
            >
              At the provider
            </Button>
          )}
          <RollBackButton answer={answer} />
        </>
      }
      facts={
        <>
          <EntityChip
            entityRef={deployment.entityRef}
            subject={`${deployment.instance}/${deployment.project}`}
          />
          <span
            title={
              deployment.kindFrom === 'rule'
                ? 'Told from what ran before.'
                : 'The source says so.'
            }
          >
            {kindWords[deployment.kind].toLocaleLowerCase('en-US')}
            {strategy && `, ${strategy}`}
            {strategy && steps ? ` in ${steps} steps` : ''}
          </span>
          {deployment.actor && <PersonChip person={deployment.actor} />}
          <When answer={answer} />
          {previous && (
            <Row>
              replaces
              <TextLink to={deploymentHref(previous)}>
                <Mono>{labelOf(previous.label)}</Mono>
              </TextLink>
            </Row>
          )}
          {run && (
            <TextLink to={runHref(run)}>
              run {run.number ?? run.externalId}
            </TextLink>
          )}
          {isSafeHref(deployment.environment.url) && (
            <SafeLink href={deployment.environment.url}>
              {deployment.environment.name}
            </SafeLink>
          )}
          {deployment.live && <Tag>runs now</Tag>}
          {deployment.baseline && (
            <Tag
              title={
                deployment.baseline === 'first'
                  ? 'The first one known here: it gives no lead time.'
                  : 'The first one after a gap: it gives no lead time.'
              }
            >
              baseline
            </Tag>
          )}
        </>
      }
    />
  );
}
