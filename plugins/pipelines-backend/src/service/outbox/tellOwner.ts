import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { EntityIndex } from '@quarterdeck/plugin-portal-node';
import { OutboxRow } from '../../database/outbox/outboxCalls';

/** Tells people that a call to a provider was given up. Never throws. */
export type TellOwner = (
  call: OutboxRow,
  givenUp: { tries: number; error: string | null },
) => Promise<void>;

/**
 * Tells the owner of the entity by a notification. A call that is given up
 * again, or told by two workers, is the same notification: its scope is the call.
 */
export function createTellOwner(options: {
  notifications: NotificationService;
  index: Pick<EntityIndex, 'get'>;
  logger: LoggerService;
}): TellOwner {
  const { notifications, index, logger } = options;
  return async (call, { tries, error }) => {
    const owner = call.entity_ref && index.get(call.entity_ref)?.owner;
    if (!owner) return;
    const times = tries === 1 ? 'one try' : `${tries} tries`;
    try {
      await notifications.send({
        recipients: { type: 'entity', entityRef: owner },
        payload: {
          title: `Not done: ${call.title}`,
          description: `${
            call.target || 'The provider'
          } was asked and did not do it; given up after ${times}. ${
            error ?? ''
          }`
            .trim()
            .slice(0, 500),
          link: '/gates?view=calls',
          severity: 'high',
          topic: 'pipelines.outbox',
          scope: `outbox:${call.id}`,
        },
      });
    } catch (failure) {
      // The page and the log tell of it too.
      logger.warn(`${owner} could not be told of "${call.title}": ${failure}`);
    }
  };
}
