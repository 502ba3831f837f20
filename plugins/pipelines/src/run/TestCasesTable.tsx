import { TestCase } from '@quarterdeck/plugin-pipelines-common';
import {
  Column,
  DataTable,
  EmptyState,
  formatDuration,
  Muted,
  Row,
  StateName,
  StatusChip,
  Tag,
} from '@quarterdeck/plugin-portal-react';

const results: Record<TestCase['result'], { state: StateName; word: string }> =
  {
    passed: { state: 'success', word: 'Passed' },
    failed: { state: 'error', word: 'Failed' },
    error: { state: 'error', word: 'Broke' },
    skipped: { state: 'skipped', word: 'Skipped' },
  };

/** Icon and word of one result. */
export const resultWords = (one: Pick<TestCase, 'result' | 'flaky'>) =>
  one.flaky ? { state: 'warn' as const, word: 'Flaky' } : results[one.result];

/** Names a case within the run. */
export const caseKey = (one: TestCase): string =>
  `${one.reportId}/${one.suite}/${one.name}`;

const columns: Column<TestCase>[] = [
  {
    key: 'result',
    title: 'Result',
    width: 96,
    fixed: true,
    render: one => <StatusChip {...resultWords(one)} />,
  },
  {
    key: 'name',
    title: 'Test',
    render: one => (
      <span title={[one.suite, one.name].filter(Boolean).join(' › ')}>
        {one.name}
        {one.suite && <Muted> · {one.suite}</Muted>}
      </span>
    ),
  },
  {
    key: 'message',
    title: 'Message',
    width: '24%',
    priority: 3,
    render: one => (
      <span title={one.message ?? undefined}>
        {one.message?.split('\n', 1)[0] ?? <Muted>–</Muted>}
      </span>
    ),
  },
  {
    key: 'marks',
    title: 'Known as',
    width: 104,
    priority: 2,
    render: one => (
      <Row>
        {one.quarantined && (
          <Tag title="Left out of the verdict for now">quarantine</Tag>
        )}
        {!one.quarantined && one.knownFlaky && (
          <Tag title="Passed and failed on one commit in the last 28 days">
            flaky
          </Tag>
        )}
      </Row>
    ),
  },
  {
    key: 'seconds',
    title: 'Took',
    numeric: true,
    width: 80,
    render: one =>
      one.seconds === null ? <Muted>–</Muted> : formatDuration(one.seconds),
  },
];

/** Tests of a run as rows; a row opens its message and history. */
export function TestCasesTable(props: {
  cases: readonly TestCase[];
  open?: string;
  onOpen: (one: TestCase) => void;
  more?: { load: () => void; loading: boolean };
}) {
  return (
    <DataTable
      label="Tests of the run"
      columns={columns}
      rows={props.cases}
      rowKey={caseKey}
      onOpen={props.onOpen}
      selectedKey={props.open}
      more={props.more}
      empty={
        <EmptyState
          icon="search"
          title="No test like this in the run"
          reason="Choose another result, or search for something else."
        />
      }
    />
  );
}
