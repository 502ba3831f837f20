import { styled } from '@mui/material/styles';
import { Job } from '@quarterdeck/plugin-pipelines-common';
import {
  CodeFrame,
  Duration,
  Ellipsis,
  Muted,
  Row,
  SafeLink,
  StateIcon,
  StatusChip,
  Tag,
  token,
} from '@quarterdeck/plugin-portal-react';
import { stateOf } from '../components/runWords';

const Frame = styled('section')({
  borderTop: `1px solid ${token('border.subtle')}`,
  padding: '12px 16px 14px',
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
});
const Head = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '4px 12px',
  fontSize: 13,
  '& h3': { fontSize: 13, lineHeight: '20px', fontWeight: 600, margin: 0 },
});
const Steps = styled('ol')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  fontSize: 13,
  lineHeight: '20px',
  '& li': {
    display: 'grid',
    gridTemplateColumns: '16px 28px minmax(0, 1fr) auto auto',
    alignItems: 'center',
    gap: 8,
    minHeight: 28,
    borderTop: `1px solid ${token('border.subtle')}`,
  },
  '& li[data-failed="true"]': {
    background: token('state.error.soft'),
    boxShadow: `inset 3px 0 0 ${token('state.error.fill')}`,
    margin: '0 -16px',
    padding: '0 16px',
    fontWeight: 600,
  },
});

/** Longer lists open at what failed: steps before it fold. */
const foldFrom = 12;

/** A job's steps, its runner and where its log is. */
export function JobDetail({ job }: { job: Job }) {
  const { runner, steps } = job;
  return (
    <Frame aria-label={`Job ${job.name}`}>
      <Head>
        <StatusChip
          state={stateOf(job.status)}
          word={job.notReached ? 'Not reached' : job.status.word}
          raw={[job.rawState, job.rawResult].filter(Boolean).join(', ')}
        />
        <h3>{job.name}</h3>
        {job.allowFailure && <Tag>may fail</Tag>}
        <Muted>
          queued <Duration seconds={job.queueSeconds} />, ran{' '}
          {job.runSeconds === null && job.state !== 'completed' ? (
            <Duration since={job.startedAt} />
          ) : (
            <Duration seconds={job.runSeconds} />
          )}
        </Muted>
        {runner && (
          <Muted title={runner.labels.join(', ')}>
            on {runner.name ?? runner.group ?? runner.labels.join(', ')}
          </Muted>
        )}
        <span style={{ marginLeft: 'auto' }} />
        {job.url && <SafeLink href={job.url}>Log at the provider</SafeLink>}
      </Head>
      {job.failureMessage && (
        <CodeFrame
          label={`What the provider said about ${job.name}`}
          text={job.failureMessage}
          lineNumbers={false}
        />
      )}
      {steps.length === 0 ? (
        <Muted>
          {job.notReached
            ? 'The run ended before this job began.'
            : 'The provider reported no steps for this job.'}
        </Muted>
      ) : (
        <StepList steps={steps} />
      )}
    </Frame>
  );
}

function StepList({ steps }: Pick<Job, 'steps'>) {
  const failed = steps.findIndex(step => step.status.key === 'failed');
  const fold = failed > 3 && steps.length > foldFrom;
  const before = fold ? steps.slice(0, failed - 2) : [];
  const list = (shown: Job['steps']) => (
    <Steps>
      {shown.map(step => (
        <li key={step.ordinal} data-failed={step.status.key === 'failed'}>
          <StateIcon state={stateOf(step.status)} size={14} />
          <Muted>{step.ordinal}</Muted>
          <Ellipsis title={step.name}>{step.name}</Ellipsis>
          <Row>
            <Muted>{step.status.word}</Muted>
          </Row>
          <Muted style={{ minWidth: 56, textAlign: 'right' }}>
            <Duration seconds={step.runSeconds} />
          </Muted>
        </li>
      ))}
    </Steps>
  );
  return (
    <>
      {before.length > 0 && (
        <details>
          <summary>{before.length} steps before it</summary>
          {list(before)}
        </details>
      )}
      {list(steps.slice(before.length))}
    </>
  );
}
