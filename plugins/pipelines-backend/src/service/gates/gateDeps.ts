import { Knex } from 'knex';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  EventLogAdminService,
  EventLogService,
} from '@quarterdeck/plugin-ingest-node';
import { AuditLog } from '@quarterdeck/plugin-portal-node';
import { OutboundConfig } from '../outbox/outboundConfig';
import { PolicyShelf } from '../policies/policyShelf';
import { EvidenceReader } from './evidenceReader';

/** Freezes that hold for a deployment. */
export interface FreezeReader {
  active(
    knex: Knex,
    place: { entityRef: string; environment: string; at: Date },
  ): Promise<{ reason: string; until: string | null }[]>;
}

/** What deciding a gate takes. */
export interface GateDeps {
  knex: Knex;
  eventLog: Pick<EventLogService, 'append'>;
  readers: readonly EvidenceReader[];
  freezes: FreezeReader;
  policies: Pick<PolicyShelf, 'effective'>;
  outbound: OutboundConfig;
  now: () => Date;
  /** Missing evidence is waited for so long when a provider asked by itself. */
  graceSeconds: number;
}

/** What a gate is asked. */
export interface GateQuestion {
  entityRef: string;
  commit: string;
  environment: string;
}

/** What a desk takes besides. */
export interface GateDeskDeps extends GateDeps {
  logAdmin: Pick<EventLogAdminService, 'horizon'>;
  audit: AuditLog;
  logger: LoggerService;
  /** Something changed that pages show, and that may have to be sent. */
  changed: () => void;
  /** Longest a question waits for the readers of the log. */
  catchUpMs: number;
  /** How often a long poll looks again. */
  pollMs: number;
}
