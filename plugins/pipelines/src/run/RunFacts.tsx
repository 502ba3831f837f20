import { Measured } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  DeltaText,
  Duration,
  Facts,
  formatDuration,
  isSafeHref,
  Muted,
  Row,
  SafeLink,
} from '@quarterdeck/plugin-portal-react';
import { RunAnswer } from '../api/answerTypes';
import { againstUsual } from '../components/measures';

/** Beside a duration: how it stands to the usual one. */
function Against(props: {
  seconds: number | null;
  median: Measured;
  passed: boolean;
}) {
  const { seconds, median, passed } = props;
  if (median.value === null) return <Muted>no run to compare with</Muted>;
  if (median.tooFew) return <Muted>too few to compare ({median.n})</Muted>;
  const delta = againstUsual(seconds, median, passed);
  const usual = `p50 ${formatDuration(median.value)}`;
  return delta && delta.direction !== 'flat' ? (
    <Row title={`${usual}, n ${median.n}`}>
      <DeltaText delta={delta} />
      <Muted>on p50</Muted>
    </Row>
  ) : (
    <Muted title={`n ${median.n}`}>{usual}</Muted>
  );
}

/** Queue, run, critical path, gate, runner and source of an attempt. */
export function RunFacts({ answer }: { answer: RunAnswer }) {
  const { run, jobs, criticalPath, gateWaitSeconds } = answer;
  const runners = [
    ...new Set(
      jobs.flatMap(({ runner }) => runner?.group ?? runner?.name ?? []),
    ),
  ];
  const begun = run.workStartedAt ?? run.startedAt;
  const running = run.runSeconds === null && run.state !== 'completed';
  return (
    <Card title="Facts">
      <Facts
        items={[
          {
            name: 'Queue',
            value: (
              <Row>
                <Duration seconds={run.queueSeconds} />
                <Against
                  seconds={run.queueSeconds}
                  median={answer.medianQueueSeconds}
                  passed
                />
              </Row>
            ),
          },
          {
            name: 'Run',
            value: (
              <Row>
                {running ? (
                  <Duration since={begun} />
                ) : (
                  <Duration seconds={run.runSeconds} />
                )}
                <Against
                  seconds={run.runSeconds}
                  median={answer.medianRunSeconds}
                  passed={run.result === 'success'}
                />
              </Row>
            ),
          },
          {
            name: 'Critical path',
            value:
              criticalPath.length > 0 ? (
                criticalPath.join(', ')
              ) : (
                <Muted>no job has begun</Muted>
              ),
          },
          {
            name: 'Gate wait',
            value:
              gateWaitSeconds === null ? (
                <Muted>none</Muted>
              ) : (
                formatDuration(gateWaitSeconds)
              ),
          },
          ...(runners.length > 0
            ? [{ name: 'Runner', value: runners.join(', ') }]
            : []),
          {
            name: 'Source',
            value: isSafeHref(run.url) ? (
              <SafeLink href={run.url}>
                Run {run.number ?? run.externalId} at {run.instance}
              </SafeLink>
            ) : (
              `Run ${run.number ?? run.externalId} at ${
                run.instance
              }, no link was sent`
            ),
          },
        ]}
      />
    </Card>
  );
}
