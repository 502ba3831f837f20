import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { DecideDeps } from '../decide';

/** What the clock does needs to tell people. */
export interface ClockDeps extends DecideDeps {
  notifications: NotificationService;
  logger: LoggerService;
}

/** Rows one run works off at most of each kind; the next run goes on. */
export const perRun = 200;
