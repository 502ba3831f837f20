/** The plugin whose schema holds what the chaos test writes. */
export const CHAOS_PLUGIN = 'chaos';

/** Its one consumer. */
export const CHAOS_CONSUMER = 'chaos';

/** Printed by a worker once it works. */
export const READY = 'ready';
