import { useMemo } from 'react';
import { useNavigate } from 'react-router-dom';
import { Job, RunSummary } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  Duration,
  Muted,
  PersonChip,
  QueryStates,
  RelativeTime,
  Row,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { RunAnswer } from '../api/answerTypes';
import { useAttemptJobs } from '../api/queries';
import { runHref, stateOf } from '../components/runWords';

/** A job's name with what became of it in each attempt. */
interface ComparedJob {
  name: string;
  byAttempt: ReadonlyMap<number, Job>;
}

/** Jobs of all attempts by name, in the order in which they first began. */
export function compareAttempts(jobs: readonly Job[]): ComparedJob[] {
  const names = new Map<string, Map<number, Job>>();
  const inOrder = [...jobs].sort((a, b) =>
    (a.startedAt ?? a.queuedAt ?? '~').localeCompare(
      b.startedAt ?? b.queuedAt ?? '~',
    ),
  );
  for (const job of inOrder) {
    const byAttempt = names.get(job.name) ?? new Map<number, Job>();
    byAttempt.set(job.runAttempt, job);
    names.set(job.name, byAttempt);
  }
  return [...names].map(([name, byAttempt]) => ({ name, byAttempt }));
}

const attemptColumns = (shown: number): Column<RunSummary>[] => [
  {
    key: 'attempt',
    title: 'Attempt',
    width: 128,
    fixed: true,
    render: run =>
      run.attempt === shown ? (
        <b>{run.attempt}, shown</b>
      ) : (
        <TextLink to={`${runHref(run)}?tab=attempts`}>
          Attempt {run.attempt}
        </TextLink>
      ),
  },
  {
    key: 'status',
    title: 'Status',
    width: 140,
    render: run => (
      <StatusChip
        state={stateOf(run.status)}
        word={run.status.word}
        raw={[run.rawState, run.rawResult].filter(Boolean).join(', ')}
      />
    ),
  },
  {
    key: 'actor',
    title: 'Started by',
    render: run => <PersonChip person={run.actor} />,
  },
  {
    key: 'queue',
    title: 'Queue',
    numeric: true,
    width: 96,
    render: run => <Duration seconds={run.queueSeconds} />,
  },
  {
    key: 'run',
    title: 'Run',
    numeric: true,
    width: 96,
    render: run => <Duration seconds={run.runSeconds} />,
  },
  {
    key: 'finished',
    title: 'Finished',
    numeric: true,
    width: 128,
    render: run =>
      run.finishedAt ? (
        <RelativeTime at={run.finishedAt} />
      ) : (
        <Muted>not yet</Muted>
      ),
  },
];

const jobColumns = (attempts: readonly RunSummary[]): Column<ComparedJob>[] => [
  { key: 'name', title: 'Job', fixed: true, render: job => job.name },
  ...attempts.map(
    ({ attempt }): Column<ComparedJob> => ({
      key: `attempt-${attempt}`,
      title: `Attempt ${attempt}`,
      width: 200,
      render: ({ byAttempt }) => {
        const job = byAttempt.get(attempt);
        if (!job) return <Muted>not run again</Muted>;
        return (
          <Row>
            <StatusChip
              state={stateOf(job.status)}
              word={job.notReached ? 'Not reached' : job.status.word}
            />
            {job.runSeconds !== null && (
              <Muted>
                <Duration seconds={job.runSeconds} />
              </Muted>
            )}
          </Row>
        );
      },
    }),
  ),
];

/** The attempts of a run side by side: as a whole, then job by job. */
export function AttemptsTab({ answer }: { answer: RunAnswer }) {
  const { run, attempts } = answer;
  const navigate = useNavigate();
  const jobs = useAttemptJobs(run);
  const compared = useMemo(
    () =>
      compareAttempts(
        (jobs.data?.items ?? []).filter(job => job.instance === run.instance),
      ),
    [jobs.data, run.instance],
  );
  return (
    <>
      <Card title="Attempts" flush>
        <DataTable
          label="Attempts"
          columns={attemptColumns(run.attempt)}
          rows={attempts}
          rowKey={runHref}
          selectedKey={runHref(run)}
          onOpen={item => navigate(`${runHref(item)}?tab=attempts`)}
        />
      </Card>
      <Card title="Jobs side by side" flush>
        <QueryStates what="the jobs of all attempts" query={jobs}>
          {() => (
            <DataTable
              label="Jobs by attempt"
              columns={jobColumns(attempts)}
              rows={compared}
              rowKey={job => job.name}
            />
          )}
        </QueryStates>
      </Card>
    </>
  );
}
