import { Knex } from 'knex';
import { EventLogService } from '@quarterdeck/plugin-ingest-node';
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
