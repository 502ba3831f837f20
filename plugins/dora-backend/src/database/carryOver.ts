import { LogBegin } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';

/**
 * What may have been told, at least in part, before the log's beginning. The
 * position is that of the latest report, so the time decides about the others.
 */
const older: Record<string, string> = {
  deployment_fact: `least((o.facts->>'createdAt')::timestamptz,
    (o.facts->>'startedAt')::timestamptz, (o.facts->>'observedAt')::timestamptz)`,
  change_fact: `least((o.facts->>'createdAt')::timestamptz,
    (o.facts->>'observedAt')::timestamptz)`,
  gate_fact: `least((o.facts->>'askedAt')::timestamptz,
    (o.facts->>'observedAt')::timestamptz)`,
  incident_fact: `least((o.facts->>'startedAt')::timestamptz,
    (o.facts->>'observedAt')::timestamptz)`,
  push_fact: 'o.pushed_at',
};

/** Facts without a position: highest, earliest and "ever" know no order. */
const whole = [
  'incident_link',
  'review_fact',
  'repo_fact',
  'named_sha',
  'traffic_fact',
  'service_repo',
];

/**
 * Copies what the log has forgotten into the tables a rebuild is about to fill,
 * and marks its services. Reports that are applied again to a copy change
 * nothing, since merging asks neither for order nor for repetition.
 */
export async function carryOver(
  tx: Knex.Transaction,
  oldSchema: string,
  begin: LogBegin,
): Promise<void> {
  const values = { ...begin, oldSchema };
  await tx.raw(
    `INSERT INTO subject_claim SELECT * FROM :oldSchema:.subject_claim
     WHERE position < :position::bigint`,
    values,
  );
  for (const [table, time] of Object.entries(older)) {
    await tx.raw(
      `INSERT INTO ${table} SELECT o.* FROM :oldSchema:.${table} o
       WHERE o.position < :position::bigint OR ${time} < :recordedAt`,
      values,
    );
  }
  for (const table of whole) {
    await tx.raw(
      `INSERT INTO ${table} SELECT * FROM :oldSchema:.${table}`,
      values,
    );
  }
  await tx.raw(
    `INSERT INTO dirty_service
     SELECT service FROM deployment_fact UNION SELECT service FROM incident_fact`,
  );
  await tx.raw(
    'INSERT INTO projection_freshness SELECT * FROM :oldSchema:.projection_freshness',
    values,
  );
}
