import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Card,
  EmptyState,
  formatCount,
  QueryStates,
  Skeleton,
  StatTile,
  TextLink,
  TileRow,
} from '@quarterdeck/plugin-portal-react';
import { totalOf } from '@quarterdeck/plugin-security-common';
import { Answer } from '../api/answerTypes';
import { useEntitySecurity } from '../api/queries';
import { Stack } from '../components/Fields';
import { shortVersion, verdictWords } from '../components/findingWords';
import { KnowledgeNotice } from '../components/KnowledgeNotice';
import { NoFindings } from '../components/NoFindings';
import { nothingScanned } from '../components/nothingScanned';
import { StaleNotice } from '../components/StaleNotice';
import { openFilters } from '../components/openFilters';
import { evaluationHref } from '../gate/gateHref';
import { SeverityTile } from '../overview/SeverityTile';
import { ScansTable } from '../scans/ScansTable';
import { TriageList } from '../triage/TriageList';
import { ScanAges } from './ScanAges';
import { trendOf } from './trendOf';

/** An entity's findings, scans and gate. */
export function EntityTab() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const summary = useEntitySecurity(entityRef);
  return (
    <Stack>
      <QueryStates
        what="the findings of this entity"
        query={summary}
        skeleton={<Skeleton rows={6} />}
      >
        {answer => (
          <>
            <StaleNotice meta={answer.meta} />
            {nothingScanned(answer.knowledge) ? (
              <Card>
                <NoFindings
                  knowledge={answer.knowledge}
                  visibility={answer.meta.visibility}
                />
              </Card>
            ) : (
              <Known answer={answer} entityRef={entityRef} />
            )}
          </>
        )}
      </QueryStates>
    </Stack>
  );
}

/** `2 new, 1 fixed since 5.21.4`; undefined without a deployment. */
function sinceDeployment(since: Answer<'entitySummary'>['sinceDeployment']) {
  if (!since) return undefined;
  const { created, fixed, version } = since;
  return `${formatCount(created)} new, ${formatCount(fixed)} fixed since ${
    version ? shortVersion(version) : 'the last deployment'
  }`;
}

function Known(props: { answer: Answer<'entitySummary'>; entityRef: string }) {
  const { answer, entityRef } = props;
  const { gate, open, knowledge } = answer;
  const { delta, values } = trendOf(answer.trend);
  return (
    <>
      <KnowledgeNotice knowledge={knowledge} />
      <TileRow label="Findings of this entity">
        <StatTile
          label="Open"
          value={formatCount(totalOf(open))}
          delta={delta}
          note={sinceDeployment(answer.sinceDeployment) ?? 'in 30 d'}
          sparkline={values}
        />
        <SeverityTile
          counts={open}
          href={severity =>
            `?${new URLSearchParams({ ...openFilters, severity })}`
          }
        />
        <StatTile
          label="Past due"
          state={answer.pastDue > 0 ? 'error' : undefined}
          value={formatCount(answer.pastDue)}
          to="?view=past_due"
        />
        <StatTile
          label="Risk score"
          value={formatCount(answer.riskScore)}
          howComputed="10 for each critical, 5 high, 3 medium, 1 low, 5 unknown, unless configured otherwise."
        />
        <StatTile
          label="Gate"
          value={gate ? verdictWords[gate.verdict].word : null}
          state={gate ? verdictWords[gate.verdict].state : undefined}
          note={gate ? `at ${gate.environment}` : 'not asked yet'}
          to={gate ? evaluationHref(gate.evaluationId) : undefined}
        />
      </TileRow>
      <TriageList entityRef={entityRef} />
      <Card
        title="Newest scans"
        flush
        right={
          <TextLink
            to={`/security/scans?entity=${encodeURIComponent(entityRef)}`}
          >
            All scans
          </TextLink>
        }
      >
        <div style={{ padding: '0 16px 10px' }}>
          <ScanAges coverage={answer.coverage} />
        </div>
        <ScansTable
          label="Newest scans"
          scans={answer.lastScans}
          withoutEntity
          empty={<EmptyState icon="clock" title="No scan is kept" />}
        />
      </Card>
    </>
  );
}
