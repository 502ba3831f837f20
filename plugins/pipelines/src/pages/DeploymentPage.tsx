import { useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  formatExact,
  Page,
  QueryStates,
  Skeleton,
  Stale,
  TwoColumn,
} from '@quarterdeck/plugin-portal-react';
import { DeploymentPageAnswer, useDeployment } from '../api/deploymentQueries';
import { StaleNotice } from '../components/StaleNotice';
import { AnalysisCard } from '../deployment/AnalysisCard';
import { ChangesCard } from '../deployment/ChangesCard';
import { CommitsCard } from '../deployment/CommitsCard';
import { DeploymentHead } from '../deployment/DeploymentHead';
import { DeploymentStepper } from '../deployment/DeploymentStepper';
import { deploymentTitle } from '../deployment/deploymentTitle';
import { GatesCard } from '../deployment/GatesCard';
import { ElsewhereCard, NeighboursCard } from '../deployment/NeighboursCard';
import { OriginCard } from '../deployment/OriginCard';
import { ReasonCard } from '../deployment/ReasonCard';
import { RollbackCalls } from '../deployment/RollbackCalls';
import { RolloutStepsCard } from '../deployment/RolloutStepsCard';
import { StatesCard } from '../deployment/StatesCard';
import { TrafficCard } from '../deployment/TrafficCard';
import { deploymentHref } from '../deployments/deploymentText';
import { IncidentsCard } from '../incidents/IncidentsCard';

/** Did it arrive, and did it hurt? */
export function DeploymentPage() {
  const { instance = '', externalId = '' } = useParams();
  const query = useDeployment({ instance, externalId });
  return (
    <Page>
      <QueryStates
        what="the deployment"
        query={query}
        skeleton={<Skeleton rows={8} height={20} />}
      >
        {answer => <Deployment answer={answer} />}
      </QueryStates>
    </Page>
  );
}

function Deployment({ answer }: { answer: DeploymentPageAnswer }) {
  const { deployment, rolloutSteps, frozen, startedInFreeze } = answer;
  const rolledOut = rolloutSteps.length > 0;
  const commits = <CommitsCard answer={answer} />;
  return (
    <BreadcrumbEntry
      entry={{
        label: deploymentTitle(answer),
        href: deploymentHref(deployment),
      }}
    >
      <DeploymentHead answer={answer} />
      <StaleNotice meta={answer.meta} />
      {startedInFreeze && (
        <Stale>It began in a freeze: {startedInFreeze.reason}</Stale>
      )}
      {frozen && frozen.id !== startedInFreeze?.id && (
        <Stale>
          A freeze holds here now, until {formatExact(new Date(frozen.to))}:{' '}
          {frozen.reason}
        </Stale>
      )}
      <DeploymentStepper points={answer.stepper} />
      <TwoColumn
        railWidth={340}
        main={
          <>
            <ReasonCard answer={answer} />
            <RollbackCalls deployment={deployment} />
            <TrafficCard answer={answer} />
            <AnalysisCard steps={rolloutSteps} />
            <RolloutStepsCard steps={rolloutSteps} />
            {!rolledOut && commits}
            <StatesCard history={answer.history} />
          </>
        }
        rail={
          <>
            {rolledOut && commits}
            <IncidentsCard incidents={answer.incidents} />
            <GatesCard answer={answer} />
            <NeighboursCard answer={answer} />
            <ElsewhereCard items={answer.elsewhere} />
            <ChangesCard changes={answer.changes} />
            <OriginCard answer={answer} />
          </>
        }
      />
    </BreadcrumbEntry>
  );
}
