import { TestCase, TestReport } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  CodeFrame,
  Drawer,
  Facts,
  formatDuration,
  formatPercent,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { useTestHistory } from '../api/testQueries';
import { runHref, shortSha } from '../components/runWords';
import { CheckLine, CheckList } from '../gates/checklistStyles';
import { QuarantineButton } from '../health/QuarantineButton';
import { resultWords } from './TestCasesTable';

/** One test: what it said, and how it did before. */
export function TestDrawer(props: {
  test: TestCase;
  report: TestReport | undefined;
  onClose: () => void;
}) {
  const { test, report, onClose } = props;
  return (
    <Drawer open wide title={test.name} onClose={onClose}>
      <Facts
        items={[
          { name: 'Result', value: <StatusChip {...resultWords(test)} /> },
          ...(test.suite ? [{ name: 'Suite', value: test.suite }] : []),
          ...(test.file
            ? [{ name: 'File', value: <Mono>{test.file}</Mono> }]
            : []),
          {
            name: 'Took',
            value:
              test.seconds === null ? 'not told' : formatDuration(test.seconds),
          },
        ]}
      />
      {test.message ? (
        <CodeFrame
          label="What the test said"
          text={test.message}
          lineNumbers={false}
        />
      ) : (
        test.result !== 'passed' && <Muted>The report has no message.</Muted>
      )}
      {report && <History test={test} entityRef={report.entityRef} />}
    </Drawer>
  );
}

function History(props: { test: TestCase; entityRef: string }) {
  const { test, entityRef } = props;
  const { suite, name } = test;
  const history = useTestHistory({ entityRef, suite, name });
  return (
    <Card title="Before">
      <QueryStates what="the history" query={history}>
        {({ items, flaky, quarantine }) => (
          <>
            {flaky && (
              <p style={{ marginTop: 0 }}>
                Passed and failed on {flaky.flakyCommits} of {flaky.commits}{' '}
                commits in the last 28 days
                {flaky.flakeRate.value !== null &&
                  !flaky.flakeRate.tooFew &&
                  ` (${formatPercent(flaky.flakeRate.value)})`}
                .
              </p>
            )}
            <QuarantineButton
              test={{ entityRef, suite, name }}
              quarantine={quarantine}
            />
            <CheckList aria-label="Results before">
              {items.map(one => (
                <li key={`${one.reportId}`}>
                  <CheckLine>
                    <StatusChip {...resultWords(one)} />
                    <Muted>
                      {one.report.run ? (
                        <TextLink to={runHref(one.report.run)}>
                          <Mono>
                            {shortSha(one.report.sha) ||
                              one.report.run.externalId}
                          </Mono>
                        </TextLink>
                      ) : (
                        <Mono>{shortSha(one.report.sha)}</Mono>
                      )}{' '}
                      <RelativeTime at={one.report.receivedAt} />
                    </Muted>
                  </CheckLine>
                </li>
              ))}
            </CheckList>
          </>
        )}
      </QueryStates>
    </Card>
  );
}
