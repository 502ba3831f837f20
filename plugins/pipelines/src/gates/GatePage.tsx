import { useParams } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { GateRequest } from '@quarterdeck/plugin-pipelines-common';
import {
  Duration,
  EntityChip,
  Icon,
  Mono,
  Muted,
  Page,
  PageHead,
  QueryStates,
  RelativeTime,
  Row,
  Skeleton,
  StatusChip,
  TwoColumn,
} from '@quarterdeck/plugin-portal-react';
import { useGateRequest } from '../api/gateQueries';
import { GateActions } from './GateActions';
import {
  DecisionCard,
  DecisionsCard,
  GateCalls,
  VotesCard,
} from './GateDetail';
import { GateFacts } from './GateFacts';
import { gateHref, gateTitle } from './gateLinks';
import { plainRefs, requestWords } from './gateWords';

/** May this commit go to this environment, and if not, why? */
export function GatePage() {
  const { id = '' } = useParams();
  const gate = useGateRequest(id);
  return (
    <Page>
      <QueryStates
        what="the gate"
        query={gate}
        skeleton={<Skeleton rows={8} height={20} />}
      >
        {request => (
          <BreadcrumbEntry
            entry={{ label: gateTitle(request), href: gateHref(id) }}
          >
            <Gate request={request} />
          </BreadcrumbEntry>
        )}
      </QueryStates>
    </Page>
  );
}

/** For how long it waits, or waited. */
export function Waited({ request }: { request: GateRequest }) {
  return request.decidedAt === null ? (
    <>
      waits for <Duration since={request.askedAt} />
    </>
  ) : (
    <>
      decided <RelativeTime at={request.decidedAt} /> after{' '}
      <Duration seconds={request.waitSeconds} />
    </>
  );
}

function Gate({ request }: { request: GateRequest }) {
  return (
    <>
      <PageHead
        title={gateTitle(request)}
        chip={<StatusChip variant="soft" {...requestWords(request.state)} />}
        facts={
          <>
            <EntityChip entityRef={request.entityRef} />
            <Row title={request.commit}>
              <Icon name="commit" size={13} />
              <Mono>{request.commit.slice(0, 7)}</Mono>
            </Row>
            <span>
              <Waited request={request} />
            </span>
            <Muted>
              {request.evaluation && plainRefs(request.evaluation.reason)}
            </Muted>
          </>
        }
      />
      <GateActions request={request} />
      <TwoColumn
        main={
          <>
            <DecisionCard request={request} />
            <GateCalls request={request} />
          </>
        }
        rail={
          <>
            <VotesCard request={request} />
            <GateFacts request={request} />
            <DecisionsCard id={request.id} />
          </>
        }
      />
    </>
  );
}
