import { useParams } from 'react-router-dom';
import {
  Card,
  EntityChip,
  formatExact,
  Mono,
  Page,
  PageHead,
  QueryStates,
  RelativeTime,
  Skeleton,
  Stale,
  StatusChip,
  TwoColumn,
} from '@quarterdeck/plugin-portal-react';
import { GateEvaluation } from '@quarterdeck/plugin-security-common';
import { useEvaluation } from '../api/gateQueries';
import { personName, verdictWords } from '../components/findingWords';
import { SecurityTabs } from '../components/SecurityTabs';
import { GateOutput } from './GateOutput';
import { GateResultView } from './GateResultView';
import { OverrideButton } from './OverrideButton';
import { PolicyText } from './PolicyText';

/** One decision of the gate: every reason, every excuse. */
export function EvaluationPage() {
  const { id = '' } = useParams();
  const evaluation = useEvaluation(id);
  return (
    <Page>
      <QueryStates
        what="the decision"
        query={evaluation}
        skeleton={<Skeleton rows={8} />}
      >
        {answer => <Whole evaluation={answer} />}
      </QueryStates>
    </Page>
  );
}

function Whole({ evaluation }: { evaluation: GateEvaluation }) {
  const { question, result, policy, override } = evaluation;
  return (
    <>
      <PageHead
        title={result.summary}
        chip={<StatusChip variant="soft" {...verdictWords[result.verdict]} />}
        actions={
          <>
            <GateOutput id={evaluation.id} />
            {!result.passed && !override && (
              <OverrideButton id={evaluation.id} />
            )}
          </>
        }
        facts={
          <>
            <EntityChip entityRef={question.entity} />
            {question.environment && <span>to {question.environment}</span>}
            {question.ref && <span>{question.ref}</span>}
            {question.commit && <Mono>{question.commit.slice(0, 7)}</Mono>}
            <span>
              asked by {personName(evaluation.askedBy)}{' '}
              <RelativeTime at={result.evaluatedAt} />
            </span>
          </>
        }
      />
      <SecurityTabs at="gate" />
      {override && (
        <Stale>
          {personName(override.by)} let it pass{' '}
          <RelativeTime at={override.at} />
          {override.until && `, until ${formatExact(new Date(override.until))}`}
          : {override.reason}
        </Stale>
      )}
      <TwoColumn
        railWidth={372}
        main={<GateResultView result={result} />}
        rail={
          <Card title="Policy">
            <PolicyText
              policy={policy.policy}
              from={`${policy.from}, version ${policy.version}`}
            />
          </Card>
        }
      />
    </>
  );
}
