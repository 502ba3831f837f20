/**
 * Classes of SQLSTATE that say nothing about the event at hand: connection
 * (08), rollback by conflict (40), resources (53), system (58).
 */
const FAULT_CLASSES = new Set(['08', '40', '53', '58']);

/** Codes of other classes: shutdown and start-up, a standby after a failover. */
const FAULT_CODES = /^(57P0\d|25006|55P03)$/;

/** The database ran out of the time it was given; a smaller batch may fit. */
const TIMEOUT_CODES = /^(57014|25P03|25P04)$/;

const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** What `pg` and knex's pool say without a code. */
const FAULT_MESSAGE =
  /Connection terminated|connection error and is not queryable|Client was closed|Unable to acquire a connection|timeout exceeded when trying to connect|Timeout acquiring a connection|^aborted$/i;

const LONGEST_CHAIN = 8;

/**
 * Tells an error of the database from an error of the event. `fault` is retried
 * as it is, `timeout` with a smaller batch, and neither ever becomes a dead
 * letter.
 */
export function databaseFault(error: unknown): 'fault' | 'timeout' | undefined {
  let current: unknown = error;
  for (let depth = 0; depth < LONGEST_CHAIN; depth += 1) {
    if (!(current instanceof Error)) return undefined;
    const code = 'code' in current ? String(current.code) : '';
    if (TIMEOUT_CODES.test(code)) return 'timeout';
    if (
      (/^[0-9A-Z]{5}$/.test(code) && FAULT_CLASSES.has(code.slice(0, 2))) ||
      FAULT_CODES.test(code) ||
      SOCKET_CODES.has(code) ||
      current.name === 'KnexTimeoutError' ||
      (code === '' && FAULT_MESSAGE.test(current.message))
    ) {
      return 'fault';
    }
    if (current instanceof AggregateError) {
      const inner = current.errors.map(databaseFault).find(Boolean);
      if (inner) return inner;
    }
    current = current.cause;
  }
  return undefined;
}
