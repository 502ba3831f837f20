import { ClockDeps } from './clockDeps';

/** What somebody is told. */
export interface Notice {
  recipient: string;
  title: string;
  description: string;
  link: string;
  severity: 'normal' | 'high';
  topic: string;
  /** One notice of a scope is shown: a second takes the place of the first. */
  scope: string;
}

/** Tells somebody; a notice that cannot be sent is no reason to stop, the pages tell of it too. */
export async function notify(
  { notifications, logger }: Pick<ClockDeps, 'notifications' | 'logger'>,
  notice: Notice,
): Promise<void> {
  const { recipient, description, ...payload } = notice;
  try {
    await notifications.send({
      recipients: { type: 'entity', entityRef: recipient },
      payload: { ...payload, description: description.slice(0, 500) },
    });
  } catch (error) {
    logger.warn(
      `${recipient} could not be told of "${notice.title}": ${error}`,
    );
  }
}
