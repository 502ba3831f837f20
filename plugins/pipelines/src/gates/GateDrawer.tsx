import {
  Drawer,
  EntityChip,
  Muted,
  QueryStates,
  Row,
  StatusChip,
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
import { Waited } from './GatePage';
import { plainRefs, requestWords } from './gateWords';

/** A gate beside the list it was opened from. */
export function GateDrawer(props: {
  id: string;
  onClose: () => void;
  onPrevious?: () => void;
  onNext?: () => void;
}) {
  const { id } = props;
  const gate = useGateRequest(id);
  return (
    <Drawer
      open
      wide
      title={gate.data ? gateTitle(gate.data) : 'Gate'}
      href={gateHref(id)}
      onClose={props.onClose}
      onPrevious={props.onPrevious}
      onNext={props.onNext}
    >
      <QueryStates what="the gate" query={gate}>
        {request => (
          <>
            <Row style={{ flexWrap: 'wrap' }}>
              <StatusChip variant="soft" {...requestWords(request.state)} />
              <EntityChip entityRef={request.entityRef} />
              <Muted>
                <Waited request={request} />
              </Muted>
            </Row>
            {request.evaluation && (
              <span>{plainRefs(request.evaluation.reason)}</span>
            )}
            <GateActions request={request} />
            <DecisionCard request={request} />
            <VotesCard request={request} />
            <GateCalls request={request} />
            <GateFacts request={request} />
            <DecisionsCard id={request.id} />
          </>
        )}
      </QueryStates>
    </Drawer>
  );
}
