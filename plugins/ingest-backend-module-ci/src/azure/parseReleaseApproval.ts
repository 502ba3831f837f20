import { parsedAs } from '../deliveryParts';
import { fieldsOf, idOf, textOf } from '../fields';
import { timeOf } from '../times';
import { azureActor } from './azureActor';
import { approvalEvent, approvalState } from './azureApproval';
import { AzureEventParser, refused } from './azureDelivery';
import { releaseDeployment } from './releaseDeployment';

/** `deployment-approval-pending` and `-completed` of a classic release. */
export const parseReleaseApproval: AzureEventParser = delivery => {
  const { eventType, place, resource, at, now } = delivery;
  const approval = fieldsOf(resource.approval);
  const id = idOf(approval.id);
  if (!id) return refused(delivery, 'resource', 'approval', 'id');
  const target = releaseDeployment(resource);
  const observedAt = timeOf(approval.modifiedOn) ?? at ?? now.toISOString();
  return parsedAs(eventType, [
    approvalEvent(
      place,
      {
        externalId: `release-approval:${id}`,
        state: approvalState(textOf(approval.status)),
        environment: target?.environment,
        deploymentExternalId: target?.externalId,
        askedAt: timeOf(approval.createdOn),
        decidedAt: observedAt,
        decidedBy: azureActor(
          fieldsOf(approval.approvedBy ?? approval.approver),
        ),
        comment: textOf(approval.comments),
        observedAt,
        url: target?.url,
      },
      { workflow: target?.pipelineName },
    ),
  ]);
};
