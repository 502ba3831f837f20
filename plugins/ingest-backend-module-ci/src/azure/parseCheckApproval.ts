import { parsedAs } from '../deliveryParts';
import { fieldsList, fieldsOf, idOf, textOf } from '../fields';
import { timeOf } from '../times';
import { azureActor } from './azureActor';
import { approvalEvent, approvalState } from './azureApproval';
import { AzureEventParser, refused } from './azureDelivery';
import { webLink } from './parseBuild';

/** `approval-pending` and `-completed` of a YAML pipeline's checks: a gate before a stage. */
export const parseCheckApproval: AzureEventParser = delivery => {
  const { eventType, place, resource, at, now } = delivery;
  const approval = fieldsOf(resource.approval);
  const id = idOf(approval.id);
  if (!id) return refused(delivery, 'resource', 'approval', 'id');
  const run = fieldsOf(resource.run);
  const pipeline = fieldsOf(resource.pipeline ?? run.pipeline);
  const steps = fieldsList(approval.steps, 50);
  const answer = steps.find(step =>
    ['approved', 'rejected'].includes(textOf(step.status) ?? ''),
  );
  const observedAt = timeOf(approval.lastModifiedOn) ?? at ?? now.toISOString();
  const answeredBy = answer?.actualApprover ?? answer?.lastModifiedBy;
  return parsedAs(eventType, [
    approvalEvent(
      place,
      {
        externalId: id,
        state: approvalState(textOf(approval.status)),
        runExternalId: idOf(run.id),
        runAttempt: idOf(run.id) ? 1 : undefined,
        askedAt: timeOf(approval.createdOn),
        decidedAt: timeOf(answer?.lastModifiedOn) ?? observedAt,
        decidedBy: azureActor(fieldsOf(answeredBy)),
        comment: textOf(answer?.comment) ?? textOf(approval.instructions),
        observedAt,
        url: webLink(run),
      },
      { workflow: textOf(pipeline.name) },
    ),
  ]);
};
