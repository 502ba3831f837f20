import { EventLogAdminService } from '@quarterdeck/plugin-ingest-node';
import { DecideDeps } from '../decide';

/** What gates are decided with. */
export interface GateDeskDeps extends DecideDeps {
  logAdmin: Pick<EventLogAdminService, 'horizon'>;
  /** Longest time the tables may take to come up with the log. */
  catchUpMs: number;
}
