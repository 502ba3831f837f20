import { Knex } from 'knex';

/** The plugin a consumer belongs to. */
export interface ConsumingPlugin {
  pluginId: string;
  /** The plugin's own pool; its search path is the plugin's schema. */
  knex: Knex;
  schema: string;
}

/** Events in one transaction, unless the consumer says otherwise. */
export const DEFAULT_BATCH_SIZE = 2000;

/** Positions looked at in one step by a consumer of rare types. */
export const SCAN_LIMIT = 200_000;
