import Button from '@mui/material/Button';
import { GateRequest } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Icon,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { useCheckGate } from '../api/gateChanges';
import { useGateEvaluations, useOutbox } from '../api/gateQueries';
import { CallsTable } from './CallsTable';
import { CheckList, CheckLine, Under } from './checklistStyles';
import { GateChecklist } from './GateChecklist';
import { decisionWords, plainRefs, refName } from './gateWords';

/** The newest decision: its sentence, every rule, and what it was read from. */
export function DecisionCard({ request }: { request: GateRequest }) {
  const { evaluation } = request;
  const check = useCheckGate();
  return (
    <Card
      title="Checks"
      flush
      right={
        <>
          {evaluation && (
            <span>
              decided at position <Mono>{evaluation.position}</Mono>,{' '}
              <RelativeTime at={evaluation.at} />
            </span>
          )}
          <Button
            size="small"
            variant="text"
            startIcon={<Icon name="retrain" size={14} />}
            disabled={check.isPending}
            onClick={() => check.mutate({ id: request.id })}
          >
            Check again
          </Button>
        </>
      }
    >
      {check.error && (
        <p role="alert" style={{ padding: '0 16px' }}>
          {check.error.message}
        </p>
      )}
      {evaluation ? (
        <GateChecklist
          rules={evaluation.rules}
          votes={request.votes}
          approvals={request.approvals}
        />
      ) : (
        <p style={{ padding: '0 16px' }}>
          <Muted>Nothing was checked yet.</Muted>
        </p>
      )}
    </Card>
  );
}

/** What people said, whatever stage it counted for. */
export function VotesCard({ request }: { request: GateRequest }) {
  const words = {
    approved: { state: 'success', word: 'Approved' },
    rejected: { state: 'error', word: 'Rejected' },
    bypassed: { state: 'warn', word: 'Bypassed' },
  } as const;
  return (
    <Card title="People">
      {request.votes.length === 0 && <Muted>Nobody has decided yet.</Muted>}
      <CheckList>
        {request.votes.map(vote => (
          <li key={`${vote.by} ${vote.at}`}>
            <CheckLine>
              <StatusChip {...words[vote.decision]} />
              <Muted>
                {refName(vote.by)}, <RelativeTime at={vote.at} />
              </Muted>
            </CheckLine>
            {vote.comment && <Under>“{vote.comment}”</Under>}
          </li>
        ))}
      </CheckList>
    </Card>
  );
}

/** Every decision, newest first. */
export function DecisionsCard({ id }: { id: string }) {
  const decisions = useGateEvaluations(id);
  return (
    <Card title="History of decisions">
      <QueryStates what="the history" query={decisions}>
        {({ items }) => (
          <>
            {items.length === 0 && <Muted>No decision yet.</Muted>}
            <CheckList>
              {items.map(one => (
                <li key={one.id}>
                  <CheckLine>
                    <StatusChip {...decisionWords(one.decision)} />
                    <Muted title={`Position ${one.position} of the log`}>
                      <RelativeTime at={one.at} />
                    </Muted>
                  </CheckLine>
                  <Under>{plainRefs(one.reason)}</Under>
                </li>
              ))}
            </CheckList>
            {decisions.more && (
              <Button
                size="small"
                disabled={decisions.more.loading}
                onClick={decisions.more.load}
              >
                Load 20 more
              </Button>
            )}
          </>
        )}
      </QueryStates>
    </Card>
  );
}

/** Calls to the provider that this gate caused. */
export function GateCalls({ request }: { request: GateRequest }) {
  const { provider } = request;
  const calls = useOutbox(
    {
      entity: [request.entityRef],
      purpose: ['gate_callback'],
      instance: provider?.instance,
    },
    provider !== null,
  );
  if (!provider) return null;
  return (
    <Card title="Calls to the provider" flush>
      <QueryStates what="the calls" query={calls}>
        {({ items }) => (
          <CallsTable
            narrow
            calls={items.filter(
              call => call.about.gateRequestId === request.id,
            )}
          />
        )}
      </QueryStates>
    </Card>
  );
}
