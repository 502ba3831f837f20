import { styled } from '@mui/material/styles';
import { isFailedResult } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  CodeFrame,
  formatCount,
  isSafeHref,
  Muted,
  SafeLink,
  StateIcon,
} from '@quarterdeck/plugin-portal-react';
import { RunAnswer } from '../api/answerTypes';

const Foot = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '4px 12px',
  paddingTop: 8,
  fontSize: 12,
  lineHeight: '16px',
});

const again = (times: number): string =>
  times > 1
    ? `The same job and step failed ${formatCount(
        times,
      )} times in 14 days, this run included.`
    : 'The same job and step did not fail before in the last 14 days.';

/** Why did it fail: job, step, the provider's words, and where its log is. */
export function FailureCard({ answer }: { answer: RunAnswer }) {
  const { failure, jobs, run } = answer;
  if (!failure) return null;
  const job = jobs.find(item => item.externalId === failure.jobExternalId);
  const others = jobs.filter(
    item => isFailedResult(item.result) && item.externalId !== job?.externalId,
  );
  const logUrl = isSafeHref(job?.url) ? job?.url : run.url;
  return (
    <Card
      title={`Failed in ${failure.job}${
        failure.step ? `, step “${failure.step}”` : ''
      }`}
      icon={<StateIcon state="error" />}
    >
      {failure.message ? (
        <CodeFrame
          label="What the provider said"
          text={failure.message}
          highlight={[1]}
          lineNumbers={false}
        />
      ) : (
        <Muted>The provider sent no words about it; its log has them.</Muted>
      )}
      <Foot>
        <Muted>{again(failure.sameFailures)}</Muted>
        {others.length > 0 && (
          <Muted>
            Also failed: {others.map(({ name }) => name).join(', ')}.
          </Muted>
        )}
        <span style={{ marginLeft: 'auto' }}>
          {isSafeHref(logUrl) ? (
            <SafeLink href={logUrl}>The provider keeps the log</SafeLink>
          ) : (
            <Muted>The provider keeps the log; it sent no link to it.</Muted>
          )}
        </span>
      </Foot>
    </Card>
  );
}
