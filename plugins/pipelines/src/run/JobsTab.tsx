import { Job } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  Duration,
  EmptyState,
  Muted,
  Row,
  SafeLink,
  StatusChip,
  Tag,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { RunAnswer } from '../api/answerTypes';
import { stateOf } from '../components/runWords';
import { JobDetail } from './JobDetail';

const columns: Column<Job>[] = [
  {
    key: 'status',
    title: 'Status',
    width: 132,
    fixed: true,
    render: job => (
      <StatusChip
        state={stateOf(job.status)}
        word={job.notReached ? 'Not reached' : job.status.word}
        raw={[job.rawState, job.rawResult].filter(Boolean).join(', ')}
      />
    ),
  },
  {
    key: 'name',
    title: 'Job',
    fixed: true,
    render: job => (
      <Row title={job.name}>
        {job.name}
        {job.onCriticalPath && <Tag>critical path</Tag>}
      </Row>
    ),
  },
  {
    key: 'stage',
    title: 'Stage',
    width: 120,
    priority: 2,
    render: job => job.stage ?? <Muted>–</Muted>,
  },
  {
    key: 'runner',
    title: 'Runner',
    width: '20%',
    priority: 3,
    render: job => (
      <span title={job.runner?.labels.join(', ')}>
        {job.runner?.name ?? job.runner?.group ?? <Muted>–</Muted>}
      </span>
    ),
  },
  {
    key: 'queue',
    title: 'Queue',
    numeric: true,
    width: 88,
    render: job => <Duration seconds={job.queueSeconds} />,
  },
  {
    key: 'run',
    title: 'Run',
    numeric: true,
    width: 88,
    render: job =>
      job.runSeconds === null && job.state !== 'completed' ? (
        <Duration since={job.startedAt} />
      ) : (
        <Duration seconds={job.runSeconds} />
      ),
  },
  {
    key: 'log',
    title: 'Log',
    numeric: true,
    width: 104,
    render: job =>
      job.url ? (
        <SafeLink href={job.url}>At provider</SafeLink>
      ) : (
        <Muted>–</Muted>
      ),
  },
];

/** Every job as a row; a chosen one shows its steps. */
export function JobsTab({ answer }: { answer: RunAnswer }) {
  const url = useUrlState();
  const chosen = url.get('job') ?? answer.failure?.jobExternalId;
  const job = answer.jobs.find(item => item.externalId === chosen);
  return (
    <Card title="Jobs" flush>
      <DataTable
        label="Jobs"
        columns={columns}
        rows={answer.jobs}
        rowKey={item => item.externalId}
        selectedKey={job?.externalId}
        onOpen={item => url.set({ job: item.externalId })}
        empty={<EmptyState icon="pipe" title="No job was reported" />}
      />
      {job && <JobDetail job={job} />}
    </Card>
  );
}
