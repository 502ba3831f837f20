import { Gate } from '@quarterdeck/plugin-ingest-common';
import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { AzurePlace } from './azurePlace';

const states = new Map<string, Gate['state']>([
  ['pending', 'pending'],
  ['uninitiated', 'pending'],
  ['deferred', 'pending'],
  ['reassigned', 'pending'],
  ['approved', 'approved'],
  ['rejected', 'rejected'],
  ['skipped', 'bypassed'],
  ['bypassed', 'bypassed'],
  ['timedout', 'expired'],
  ['canceled', 'expired'],
]);

/**
 * An approval's word in ours. A word nobody knows leaves the gate closed; Azure
 * says which event it is, so an unknown end is never taken for an approval.
 */
export function approvalState(word: string | undefined): Gate['state'] {
  return states.get(word?.toLowerCase() ?? '') ?? 'pending';
}

/** The gate of an approval, with the times that fit its state. */
export function approvalEvent(
  place: AzurePlace,
  approval: Omit<
    EventInputs['gate.v1'],
    'provider' | 'instance' | 'project' | 'kind'
  >,
  narrowing: { workflow?: string },
): ParsedEvent {
  const decided = approval.state !== 'pending';
  const { environment } = approval;
  return providerEvent({
    type: 'gate.v1',
    subject: narrowed(place, { ...narrowing, environment }),
    at: approval.observedAt,
    correlation: {
      run: approval.runExternalId,
      deployment: approval.deploymentExternalId,
    },
    data: {
      ...place,
      ...approval,
      kind: 'approval',
      decidedAt: decided ? approval.decidedAt : undefined,
      decidedBy: decided ? approval.decidedBy : undefined,
    },
  });
}
