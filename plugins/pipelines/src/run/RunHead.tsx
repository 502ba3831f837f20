import Button from '@mui/material/Button';
import { writeListItem } from '@quarterdeck/plugin-portal-common';
import {
  DeltaText,
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
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { RunAnswer } from '../api/answerTypes';
import { againstUsual } from '../components/measures';
import { shortSha, stateOf, triggerWords } from '../components/runWords';
import { AttemptPicker } from './AttemptPicker';
import { canRerun, RerunButton, RerunState } from './RerunButton';

/** The commit's subject, else what the provider calls the run. */
export function runTitle({ run, commit }: RunAnswer): string {
  return (
    commit?.subject ??
    run.title ??
    `${run.pipeline.name}${run.number === null ? '' : ` #${run.number}`}`
  );
}

/** State, subject, and one line of facts: where, what, who, when. */
export function RunHead({ answer }: { answer: RunAnswer }) {
  const { run, commit, changes } = answer;
  return (
    <PageHead
      title={runTitle(answer)}
      chip={
        <StatusChip
          variant="soft"
          state={stateOf(run.status)}
          word={run.status.word}
          raw={[run.rawState, run.rawResult].filter(Boolean).join(', ')}
        />
      }
      actions={
        <>
          <AttemptPicker run={run} attempts={answer.attempts} />
          {isSafeHref(run.url) && (
            <Button
              variant={canRerun(run) ? 'outlined' : 'contained'}
              href={run.url}
              target="_blank"
              rel="noopener noreferrer"
              startIcon={<Icon name="ext" size={14} />}
            >
              Open at the provider
            </Button>
          )}
          <RerunButton run={run} />
        </>
      }
      facts={
        <>
          <EntityChip
            entityRef={run.entityRef}
            subject={`${run.instance}/${run.project}`}
          />
          <Row title={run.pipeline.path ?? undefined}>
            <Icon name="pipe" size={13} />
            {run.pipeline.name}
            {run.number !== null && ` #${run.number}`}
          </Row>
          {(run.branch ?? run.tag) && (
            <Row>
              <Icon name={run.branch ? 'branch' : 'flag'} size={13} />
              {run.branch ?? run.tag}
            </Row>
          )}
          {run.sha && (
            <Row title={run.sha}>
              <Icon name="commit" size={13} />
              <SafeLink href={commit?.url}>
                <Mono>{shortSha(run.sha)}</Mono>
              </SafeLink>
            </Row>
          )}
          <Row>
            <PersonChip person={run.actor} />
            {triggerWords(run)}{' '}
            <RelativeTime at={run.createdAt ?? run.queuedAt ?? run.listedAt} />
          </Row>
          <Progress answer={answer} />
          <RerunState run={run} />
          {changes.map(change => (
            <Row
              key={`${change.instance}/${change.externalId}`}
              title={change.title}
            >
              <Icon name="branch" size={13} />
              <SafeLink href={change.url}>
                {change.number === null ? change.title : `#${change.number}`}
              </SafeLink>
            </Row>
          ))}
        </>
      }
    />
  );
}

function Progress({ answer }: { answer: RunAnswer }) {
  const { run, medianRunSeconds } = answer;
  if (run.state !== 'completed') {
    const begun = run.workStartedAt ?? run.startedAt;
    if (run.state === 'waiting_gate') return <span>waits at a gate</span>;
    return begun ? (
      <span>
        runs for <Duration since={begun} />
      </span>
    ) : (
      <span>
        waits for a runner for <Duration since={run.queuedAt ?? run.listedAt} />
      </span>
    );
  }
  const delta = againstUsual(
    run.runSeconds,
    medianRunSeconds,
    run.result === 'success',
  );
  return (
    <Row>
      <span>
        finished <RelativeTime at={run.finishedAt ?? run.listedAt} />
        {run.runSeconds !== null && (
          <>
            {' '}
            after <Duration seconds={run.runSeconds} />
          </>
        )}
      </span>
      {delta && delta.direction !== 'flat' && (
        <span title="against the median of the last 28 days">
          <DeltaText delta={delta} />
        </span>
      )}
      <TextLink
        to={`/pipelines?${new URLSearchParams({
          pipeline: writeListItem(run.pipeline.name),
          ...(run.branch && { branch: writeListItem(run.branch) }),
          ...(run.entityRef && { entity: run.entityRef }),
        })}`}
      >
        all runs like this
      </TextLink>
    </Row>
  );
}
