import { ReactNode } from 'react';
import { styled } from '@mui/material/styles';
import { GateRequest } from '@quarterdeck/plugin-pipelines-common';
import { Muted, Stale } from '@quarterdeck/plugin-portal-react';
import {
  useApproveGate,
  useBypassGate,
  useRejectGate,
  useReopenGate,
} from '../api/gateChanges';
import { ActionButton } from './ActionButton';
import { gateTitle } from './gateLinks';
import { plainRefs, refName } from './gateWords';

const Line = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
});

/** What opens when the last approval is there. */
function whatFollows({ provider, environment }: GateRequest): string {
  return provider
    ? `When every check has passed, the portal tells ${provider.name} to go on, and the deployment to ${environment} starts.`
    : `When every check has passed, whoever waits on this gate goes on to ${environment}.`;
}

function approvalWords(request: GateRequest): string {
  const open = request.approvals.find(one => one.given < one.count);
  const place = open
    ? `Counts as approval ${open.given + 1} of ${open.count}`
    : 'Counts as an approval';
  return `${place} of ${gateTitle(request)}. ${whatFollows(
    request,
  )} Your name and what you say go into the audit record.`;
}

/** Approve and reject, with the sentence why not. */
export function DecideButtons(props: {
  request: GateRequest;
  brief?: boolean;
  /** More buttons on the same line. */
  more?: ReactNode;
}) {
  const { request, brief, more } = props;
  const { may } = request;
  const approve = useApproveGate();
  const reject = useRejectGate();
  // Said once: mostly it is the same sentence for both.
  const reasons = [
    ...new Set(
      [may.approve, may.reject].flatMap(one =>
        one.allowed ? [] : one.reason ?? [],
      ),
    ),
  ];
  const title = gateTitle(request);
  return (
    <Line>
      <ActionButton
        label="Approve"
        icon="check"
        variant={brief ? 'outlined' : 'contained'}
        quiet
        off={!may.approve.allowed}
        why={may.approve.allowed ? undefined : may.approve.reason}
        title={`Approve ${title}`}
        consequence={approvalWords(request)}
        reason="optional"
        change={approve}
        input={text => ({ id: request.id, text })}
        done={`Approved ${title}.`}
      />
      <ActionButton
        label="Reject"
        icon="x"
        quiet
        off={!may.reject.allowed}
        why={may.reject.allowed ? undefined : may.reject.reason}
        title={`Reject ${title}`}
        consequence={`The gate stays shut until somebody asks again; then all approvals start anew. ${
          request.provider
            ? `${request.provider.name} is told and stops this deployment. `
            : ''
        }Your name and reason go into the audit record.`}
        reason="required"
        change={reject}
        input={text => ({ id: request.id, text })}
        done={`Rejected ${title}.`}
      />
      {more}
      {!brief && reasons.map(reason => <Muted key={reason}>{reason}</Muted>)}
    </Line>
  );
}

/** Asks again after a rejection or an expiry. */
function Reopen({ request }: { request: GateRequest }) {
  const reopen = useReopenGate();
  return (
    <ActionButton
      label="Ask again"
      icon="retrain"
      title={`Ask again for ${gateTitle(request)}`}
      consequence="The checks are made anew and approvals start from none."
      reason="optional"
      change={reopen}
      input={text => ({ id: request.id, text })}
      done="Asked again."
    />
  );
}

/** Lets through whatever the rules say. */
function Bypass({ request }: { request: GateRequest }) {
  const bypass = useBypassGate();
  const { allowed, reason } = request.may.bypass;
  const shut = (request.evaluation?.rules ?? []).filter(
    rule =>
      rule.blocks && rule.verdict !== 'passed' && rule.verdict !== 'warned',
  );
  return (
    <Line>
      <ActionButton
        label="Bypass"
        icon="bolt"
        dangerous
        off={!allowed}
        why={allowed ? undefined : reason}
        title={`Bypass the gate of ${gateTitle(request)}`}
        consequence={
          <>
            <Stale>
              <b>
                {request.commit.slice(0, 7)} reaches {request.environment}{' '}
                although {shut.length}{' '}
                {shut.length === 1 ? 'check has' : 'checks have'} not passed.
              </b>
            </Stale>
            <ul>
              {shut.map(rule => (
                <li key={rule.rule}>
                  {rule.title}: {plainRefs(rule.reason)}
                </li>
              ))}
            </ul>
            <p>
              The gate stands open for a day. Your name and reason (at least 10
              characters) are shown to everybody, go into the audit record, and
              cannot be taken back.
            </p>
          </>
        }
        reason="required"
        change={bypass}
        input={text => ({ id: request.id, text })}
        done={`Bypassed the gate of ${refName(request.entityRef)}.`}
      />
    </Line>
  );
}

/** Everything a person can do at a gate now. */
export function GateActions({ request }: { request: GateRequest }) {
  const { state } = request;
  const bypass = state !== 'allowed' && state !== 'bypassed' && (
    <Bypass request={request} />
  );
  // What is shut by a check can be decided too, before the check is mended.
  if (state === 'waiting' || state === 'denied') {
    return <DecideButtons request={request} more={bypass} />;
  }
  return (
    <Line>
      {(state === 'rejected' || state === 'expired') && (
        <Reopen request={request} />
      )}
      {bypass}
    </Line>
  );
}
