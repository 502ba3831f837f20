import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import {
  Card,
  Column,
  DataTable,
  DeltaText,
  Facts,
  formatCount,
  formatPercent,
  formatPoints,
  HowComputed,
  Mono,
  Muted,
  NotSetUp,
  QueryStates,
  Row,
  Skeleton,
} from '@quarterdeck/plugin-portal-react';
import { RunParams } from '../api/queries';
import { useRunCoverage } from '../api/testQueries';
import { shortSha } from '../components/runWords';

type Answer = RouteOutput<(typeof pipelinesContract)['runCoverage']>;
type File = Answer['files'][number];

const percent = (ratio: number | null) =>
  ratio === null ? <Muted>–</Muted> : formatPercent(ratio);

function directionOf(change: number) {
  if (change === 0) return 'flat';
  return change > 0 ? 'up' : 'down';
}

const columns: Column<File>[] = [
  {
    key: 'file',
    title: 'File',
    fixed: true,
    // The telling end stays when the path is long.
    render: file => (
      <span
        title={file.path}
        style={{
          direction: 'rtl',
          display: 'block',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          textAlign: 'left',
        }}
      >
        <bdi dir="ltr">
          <Mono>{file.path}</Mono>
        </bdi>
      </span>
    ),
  },
  {
    key: 'open',
    title: 'Uncovered',
    numeric: true,
    width: 104,
    sorted: 'descending',
    render: file => formatCount(file.lines.total - file.lines.covered),
  },
  {
    key: 'lines',
    title: 'Lines',
    numeric: true,
    width: 72,
    render: file => percent(file.lines.ratio),
  },
];

/** What the tests of the commit covered, against what came before. */
export function CoverageCard({ params }: { params: RunParams }) {
  const coverage = useRunCoverage(params);
  return (
    <QueryStates
      what="the coverage"
      query={coverage}
      skeleton={
        <Card title="Coverage">
          <Skeleton rows={4} />
        </Card>
      }
    >
      {answer => <Figures answer={answer} />}
    </QueryStates>
  );
}

function Figures({ answer }: { answer: Answer }) {
  const { coverage, previous, linesDelta, files } = answer;
  if (!coverage) {
    return (
      <Card title="Coverage">
        <NotSetUp
          title="No coverage report for this commit"
          reason="Cobertura, LCOV, JaCoCo and Clover are read; a file is counted once, however many jobs report it."
        />
      </Card>
    );
  }
  const { lines, branches } = coverage;
  const flat = linesDelta !== null && Math.abs(linesDelta) < 0.0005;
  return (
    <>
      <Card
        title="Coverage"
        right={
          <HowComputed about="coverage">
            Covered of coverable lines over all reports of the commit; a file is
            counted once, a line covered by any report is covered. The change is
            against the newest earlier commit of the default branch, else of the
            same branch.
          </HowComputed>
        }
      >
        <Facts
          items={[
            {
              name: 'Lines',
              value: (
                <Row>
                  <b>{percent(lines.ratio)}</b>
                  {linesDelta !== null && (
                    <DeltaText
                      delta={{
                        text: flat ? 'no change' : formatPoints(linesDelta),
                        direction: directionOf(flat ? 0 : linesDelta),
                        good: flat ? undefined : linesDelta > 0,
                      }}
                    />
                  )}
                  <Muted>
                    {formatCount(lines.covered)} of {formatCount(lines.total)}
                  </Muted>
                </Row>
              ),
            },
            {
              name: 'Branches',
              value: branches ? (
                percent(branches.ratio)
              ) : (
                <Muted>no report tells</Muted>
              ),
            },
            {
              name: 'Before',
              value: previous ? (
                <>
                  {percent(previous.lines.ratio)}{' '}
                  <Muted>
                    at {shortSha(previous.sha)}
                    {previous.branch && ` on ${previous.branch}`}
                  </Muted>
                </>
              ) : (
                <Muted>no earlier report</Muted>
              ),
            },
            { name: 'Made of', value: coverage.parts.join(', ') },
            ...(coverage.rejectedCount > 0
              ? [
                  {
                    name: 'Not whole',
                    value: `${formatCount(
                      coverage.rejectedCount,
                    )} records could not be read`,
                  },
                ]
              : []),
          ]}
        />
      </Card>
      <Card
        title="Least covered"
        right={`${formatCount(coverage.files)} files`}
        flush
      >
        <DataTable
          label="Least covered files"
          columns={columns}
          rows={files}
          rowKey={file => file.path}
        />
      </Card>
    </>
  );
}
