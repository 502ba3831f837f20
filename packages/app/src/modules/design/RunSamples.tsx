import {
  Card,
  CodeFrame,
  Column,
  DataTable,
  EntityChip,
  FilterBar,
  formatDuration,
  JobTimeline,
  QueueRunBar,
  RunStrip,
  StateName,
  StatusChip,
  TimelineJob,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';

interface SampleRun {
  id: string;
  state: StateName;
  word: string;
  entity: string | null;
  queue: number;
  run: number | null;
}

const outcomes: ReadonlyArray<[StateName, string]> = [
  ['info', 'Running'],
  ['error', 'Failed'],
  ['success', 'Passed'],
  ['warn', 'Passed, flaky'],
  ['neutral', 'Cancelled'],
];
const runs: SampleRun[] = Array.from({ length: 8 }, (_, index) => ({
  id: `run-${index}`,
  state: outcomes[index % 5][0],
  word: outcomes[index % 5][1],
  entity: index === 6 ? null : 'component:default/payments-api',
  queue: 8 + index * 6,
  run: 120 + index * 90,
}));

const columns: ReadonlyArray<Column<SampleRun>> = [
  {
    key: 'state',
    title: 'Status',
    width: 140,
    fixed: true,
    render: run => <StatusChip state={run.state} word={run.word} />,
  },
  {
    key: 'entity',
    title: 'Entity',
    render: run => <EntityChip entityRef={run.entity} subject="acme/tools" />,
  },
  {
    key: 'bar',
    title: 'Queue and run',
    width: 160,
    priority: 3,
    render: run => (
      <QueueRunBar
        queueSeconds={run.queue}
        runSeconds={run.run}
        longestSeconds={800}
        state={run.state}
      />
    ),
  },
  {
    key: 'run',
    title: 'Duration',
    numeric: true,
    width: 100,
    sorted: 'descending',
    render: run => (run.run === null ? '–' : formatDuration(run.run)),
  },
];

const job = (
  name: string,
  stage: string,
  times: [number, number, number] | null,
  state: StateName,
  word: string,
  onCriticalPath = false,
): TimelineJob => ({
  key: name,
  name,
  stage,
  state,
  word,
  queuedAt: times && times[0],
  startedAt: times && times[1],
  finishedAt: times && times[2],
  onCriticalPath,
  notReached: times === null,
});
const jobs = [
  job('compile', 'Build', [0, 8, 104], 'success', 'Passed', true),
  job('sbom', 'Build', [104, 108, 130], 'success', 'Passed'),
  job('unit', 'Test', [104, 115, 246], 'success', 'Passed'),
  job('integration', 'Test', [104, 118, 362], 'error', 'Failed', true),
  job('staging', 'Deploy', null, 'skipped', 'Not reached'),
];

/** The list, the timeline, the strip and a log. */
export function RunSamples() {
  const url = useUrlState();
  return (
    <>
      <Card title="List" flush>
        <FilterBar
          url={url}
          search={{ key: 'q', placeholder: 'Commit, branch or author' }}
          fields={[
            {
              key: 'status',
              label: 'Status',
              notKey: 'notStatus',
              options: outcomes.map(([value, label]) => ({ value, label })),
            },
          ]}
        />
        <DataTable
          label="Sample runs"
          columns={columns}
          rows={runs}
          rowKey={run => run.id}
          footer="Rows 1–8, newest first"
          status="Updated 4 s ago, live"
          more={{ load: () => undefined, loading: false }}
          columnMenu
        />
      </Card>
      <Card title="Jobs" flush>
        <JobTimeline jobs={jobs} now={400} />
      </Card>
      <Card title="Last runs">
        <RunStrip
          label="Last runs"
          runs={runs.map(run => ({
            key: run.id,
            state: run.state,
            label: `${run.word}, ${formatDuration(run.run ?? 0)}`,
            seconds: run.run,
          }))}
        />
      </Card>
      <Card title="Log">
        <CodeFrame
          label="Log of the failed step"
          from={1841}
          highlight={[1843]}
          text={[
            '  pool: waiting for ledger-db:6432 (attempt 11 of 12)',
            '  pool: waiting for ledger-db:6432 (attempt 12 of 12)',
            'FAIL  src/ledger/transfer.integration.test.ts (61.2 s)',
            'Tests: 1 failed, 211 passed, 212 total',
          ].join('\n')}
        />
      </Card>
    </>
  );
}
