import Button from '@mui/material/Button';
import {
  GateEvaluation,
  GateRequest,
} from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Facts,
  Icon,
  isSafeHref,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  SafeLink,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { useCheckGate } from '../api/gateChanges';
import { useGateEvaluations, useOutbox } from '../api/gateQueries';
import { runHref } from '../components/runWords';
import { CallsTable } from './CallsTable';
import { CheckList, CheckLine, Under } from './checklistStyles';
import { GateChecklist } from './GateChecklist';
import { decisionWords, refName } from './gateWords';

const sources = {
  repository: 'the repository',
  config: 'the configuration of the portal',
  none: 'no policy covers it, so the gate stays shut',
};

/** Where the policy of a decision stood. */
function PolicyOf({ evaluation }: { evaluation: GateEvaluation }) {
  const { source, location, version } = evaluation.policy;
  return (
    <>
      {isSafeHref(location) ? (
        <SafeLink href={location}>{sources[source]}</SafeLink>
      ) : (
        <span title={location ?? undefined}>{sources[source]}</span>
      )}
      {version && (
        <>
          {' '}
          <Mono>{version}</Mono>
        </>
      )}
    </>
  );
}

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

/** Who asked, for what, by which policy, and who waits for the answer. */
export function GateFacts({ request }: { request: GateRequest }) {
  const { provider, evaluation, authors } = request;
  const callbacks = {
    pending: 'the answer is being sent',
    sent: 'it has the answer',
    dead: 'the answer could not be sent',
  };
  return (
    <Card title="Facts">
      <Facts
        items={[
          { name: 'Commit', value: <Mono>{request.commit}</Mono> },
          { name: 'Asked', value: <RelativeTime at={request.askedAt} /> },
          {
            name: 'Authors',
            value:
              authors.length > 0 ? authors.join(', ') : 'nobody was reported',
          },
          ...(evaluation
            ? [{ name: 'Policy', value: <PolicyOf evaluation={evaluation} /> }]
            : []),
          {
            name: 'Waits',
            value: provider ? (
              <>
                <SafeLink href={provider.url}>
                  {provider.name}, {provider.project}
                </SafeLink>
                {provider.callback && (
                  <Muted> {callbacks[provider.callback]}</Muted>
                )}
              </>
            ) : (
              'whoever asks by the API'
            ),
          },
          ...(provider?.runExternalId
            ? [
                {
                  name: 'Run',
                  value: (
                    <TextLink
                      to={runHref({
                        instance: provider.instance,
                        externalId: provider.runExternalId,
                        attempt: 1,
                      })}
                    >
                      {provider.runExternalId}
                    </TextLink>
                  ),
                },
              ]
            : []),
        ]}
      />
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
                  <Under>{one.reason}</Under>
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
