export interface Config {
  /** The log that every delivery and decision is kept in. */
  eventLog?: {
    /**
     * Positions in one partition, at least 100. Default 5,000,000. A change
     * takes effect with the next partition that is made.
     * @visibility backend
     */
    partitionSize?: number;
    /**
     * How long events are kept; a partition goes when its newest event is older.
     * Default two years.
     * @visibility backend
     */
    retention?: string | { [unit: string]: number };
    /**
     * How often a consumer looks for events by itself when no notification
     * came. Default 1 second.
     * @visibility backend
     */
    pollInterval?: string | { [unit: string]: number };
    /**
     * How long a transaction that appended may stay idle before Postgres ends
     * it; a silent one holds all consumers back. Default 30 seconds.
     * @visibility backend
     */
    idleTimeout?: string | { [unit: string]: number };
    /**
     * Dead letters without a success between them that stop a consumer.
     * Default 10.
     * @visibility backend
     */
    stopAfterDeadLetters?: number;
  };
}
