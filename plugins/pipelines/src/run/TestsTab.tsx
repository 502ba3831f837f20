import { useState } from 'react';
import { RunSummary, TestResult } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  NotSetUp,
  QueryStates,
  SearchBox,
  TextLink,
  TwoColumn,
  useUrlState,
  Views,
} from '@quarterdeck/plugin-portal-react';
import { useRunTests } from '../api/testQueries';
import { CoverageCard } from './CoverageCard';
import { caseKey, TestCasesTable } from './TestCasesTable';
import { TestCountsLine } from './TestCountsLine';
import { TestDrawer } from './TestDrawer';

const views: Array<{ key?: string; label: string; result: TestResult[] }> = [
  { key: undefined, label: 'All, failed first', result: [] },
  { key: 'failed', label: 'Failed', result: ['failed', 'error'] },
  { key: 'passed', label: 'Passed', result: ['passed'] },
  { key: 'skipped', label: 'Skipped', result: ['skipped'] },
];

/** What the tests of the run said, failed ones first, and what they covered. */
export function TestsTab({ run }: { run: RunSummary }) {
  const url = useUrlState();
  const { instance, externalId, attempt } = run;
  const params = { instance, externalId, attempt };
  const view = views.find(({ key }) => key === url.get('result')) ?? views[0];
  const tests = useRunTests(params, { result: view.result, q: url.get('q') });
  const [search] = useState(
    () => (q: string) => url.set({ q: q || undefined }),
  );
  const open = url.get('test');
  return (
    <TwoColumn
      railWidth={372}
      main={
        <QueryStates what="the tests" query={tests}>
          {({ items, first }) =>
            first.reports.length === 0 ? (
              <Card title="Tests">
                <NotSetUp
                  title="No test report came for this run"
                  reason="Let the job send its report (JUnit, Go, Jest or pytest); one line in the pipeline does it."
                  action={
                    <TextLink to="/ingest?panel=add">Add a source</TextLink>
                  }
                />
              </Card>
            ) : (
              <Card
                title="Tests"
                flush
                right={
                  <SearchBox
                    placeholder="Test, suite or file"
                    value={url.get('q') ?? ''}
                    onChange={search}
                  />
                }
              >
                <TestCountsLine reports={first.reports} counts={first.counts} />
                <Views
                  items={views.map(one => ({
                    label: one.label,
                    href: url.href({ result: one.key }),
                    selected: one === view,
                  }))}
                />
                <TestCasesTable
                  cases={items}
                  more={tests.more}
                  open={open}
                  onOpen={one => url.set({ test: caseKey(one) })}
                />
                {items
                  .filter(one => caseKey(one) === open)
                  .slice(0, 1)
                  .map(one => (
                    <TestDrawer
                      key={caseKey(one)}
                      test={one}
                      report={first.reports.find(
                        ({ reportId }) => reportId === one.reportId,
                      )}
                      onClose={() => url.set({ test: undefined })}
                    />
                  ))}
              </Card>
            )
          }
        </QueryStates>
      }
      rail={<CoverageCard params={params} />}
    />
  );
}
