import { createTestEventLog } from '@quarterdeck/event-log/testUtils';
import { defaultSettings, DoraSettings } from '@quarterdeck/plugin-dora-common';
import { z } from 'zod';
import { doraEventTypes, doraProjection } from '../projection';
import { servedSchema } from '../database/freshSamples';
import { applyBatch } from '../service/applyBatch';
import {
  computeLeftovers,
  markChangedSettings,
  startLeftovers,
} from '../service/leftovers';

/** Events in a batch: a history takes several, each a transaction. */
const eventsAtOnce = 40;

const assignmentSchema = z.object({
  connectionString: z.string(),
  settings: z.enum(['plain', 'other']),
});

/** What a portal that will be killed is told, as JSON in its last argument. */
export type PortalAssignment = z.infer<typeof assignmentSchema>;

/** Settings of the formulas by which other samples come out. */
export const settingsBy: Record<PortalAssignment['settings'], DoraSettings> = {
  plain: defaultSettings,
  other: { ...defaultSettings, leadTimeFrom: 'authored', affectedCount: true },
};

/** The DORA part of a portal: reads the log and computes what is left over. */
async function main() {
  const { connectionString, settings } = assignmentSchema.parse(
    JSON.parse(process.argv.at(-1) ?? ''),
  );
  // The test holds this end; without it nobody would ever stop the portal.
  process.stdin.on('close', () => process.exit(0)).resume();
  const settingsOf = () => settingsBy[settings];
  const log = await createTestEventLog({ connectionString });
  const { eventLog, knex } = await log.forPlugin('dora');
  await markChangedSettings(knex, settingsOf);
  const served = await servedSchema(knex);
  await eventLog.consume({
    consumer: 'dora',
    types: doraEventTypes,
    batchSize: eventsAtOnce,
    handle: (batch, tx) => applyBatch(batch, tx, settingsOf, served),
    projection: doraProjection(),
  });
  log.startConsumers();
  startLeftovers({
    // What is held up on purpose is tried again with the next look.
    logger: {
      debug() {},
      info() {},
      warn() {},
      error() {},
      child() {
        return this;
      },
    },
    everyMs: 20,
    run: isStopped => computeLeftovers(knex, settingsOf, () => {}, isStopped),
  });
}

if (process.argv.at(-1)?.startsWith('{')) {
  main().catch(failure => {
    process.stderr.write(`${failure.stack ?? failure}\n`);
    process.exit(1);
  });
}
