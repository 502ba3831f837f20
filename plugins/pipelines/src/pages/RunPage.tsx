import { useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  Page,
  QueryStates,
  Skeleton,
  TabItem,
  Tabs,
  TwoColumn,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { RunAnswer } from '../api/answerTypes';
import { useRun } from '../api/queries';
import { useRunTests } from '../api/testQueries';
import { runHref } from '../components/runWords';
import { StaleNotice } from '../components/StaleNotice';
import { AttemptsTab } from '../run/AttemptsTab';
import { DeliveryCard } from '../run/DeliveryCard';
import { FailureCard } from '../run/FailureCard';
import { HistoryCard } from '../run/HistoryCard';
import { JobsCard } from '../run/JobsCard';
import { JobsTab } from '../run/JobsTab';
import { RunFacts } from '../run/RunFacts';
import { RunHead } from '../run/RunHead';
import { StageStrip } from '../run/StageStrip';
import { TestsTab } from '../run/TestsTab';
import { SinceGreenCard } from '../run/SinceGreenCard';

/** Why did it fail? A green run shows its timeline first. */
export function RunPage() {
  const { instance = '', externalId = '', attempt = '1' } = useParams();
  const query = useRun({ instance, externalId, attempt: Number(attempt) || 1 });
  return (
    <Page>
      <QueryStates
        what="the run"
        query={query}
        skeleton={<Skeleton rows={8} height={20} />}
      >
        {answer => <Run answer={answer} />}
      </QueryStates>
    </Page>
  );
}

function Run({ answer }: { answer: RunAnswer }) {
  const { run, jobs, attempts } = answer;
  const url = useUrlState();
  const tab = url.get('tab');
  const params = {
    instance: run.instance,
    externalId: run.externalId,
    attempt: run.attempt,
  };
  // The tab says how many there are; none is no number.
  const counts = useRunTests(params, { result: [] }).data?.first.counts;
  const tests = counts?.tests || undefined;
  const items: TabItem[] = [
    { label: 'Summary', key: undefined },
    { label: 'Jobs', key: 'jobs', count: jobs.length },
    { label: 'Tests', key: 'tests', count: tests },
    ...(attempts.length > 1
      ? [{ label: 'Attempts', key: 'attempts', count: attempts.length }]
      : []),
  ].map(item => ({
    label: item.label,
    count: item.count,
    to: url.href({
      tab: item.key,
      result: undefined,
      q: undefined,
      test: undefined,
    }),
    selected: tab === item.key,
  }));
  const label = `${run.pipeline.name} #${run.number ?? run.externalId}`;
  return (
    <BreadcrumbEntry entry={{ label, href: runHref(run) }}>
      <RunHead answer={answer} />
      <Tabs label="Parts of the run" items={items} />
      <StaleNotice meta={answer.meta} />
      {tab === 'jobs' && <JobsTab answer={answer} />}
      {tab === 'attempts' && <AttemptsTab answer={answer} />}
      {tab === 'tests' && <TestsTab run={run} />}
      {tab !== 'jobs' && tab !== 'attempts' && tab !== 'tests' && (
        <Summary answer={answer} />
      )}
    </BreadcrumbEntry>
  );
}

function Summary({ answer }: { answer: RunAnswer }) {
  const { instance, externalId, attempt } = answer.run;
  return (
    <>
      <StageStrip params={{ instance, externalId, attempt }} />
      <TwoColumn
        main={
          <>
            <FailureCard answer={answer} />
            <JobsCard answer={answer} />
            <DeliveryCard answer={answer} />
          </>
        }
        rail={
          <>
            <SinceGreenCard params={{ instance, externalId, attempt }} />
            <RunFacts answer={answer} />
            <HistoryCard run={answer.run} />
          </>
        }
      />
    </>
  );
}
