import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import { readHighestPosition } from '../chaos/readHighestPosition';
import { claimEvent, wordOf } from '../testUtils/claimEvent';
import {
  createTestEventLog,
  TestEventLog,
} from '../testUtils/createTestEventLog';

describe('order of the log', () => {
  let database: TestDatabase;
  let log: TestEventLog;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await log.stop();
    await database.drop();
  });

  const collect = async (eventLog: EventLogService) => {
    const seen: string[] = [];
    await eventLog.consume({
      consumer: 'collector',
      types: ['subject.claimed.v1'],
      handle: async batch => {
        seen.push(...batch.map(wordOf));
      },
    });
    return seen;
  };

  it('hands over events in order of position, each once', async () => {
    log = await createTestEventLog(database);
    const { eventLog } = await log.forPlugin('reader');
    const seen = await collect(eventLog);
    log.startConsumers();

    const { positions } = await eventLog.append([
      claimEvent('a'),
      claimEvent('b'),
      claimEvent('c'),
    ]);
    await log.drain('collector');
    await eventLog.append([claimEvent('d')]);
    await log.drain('collector');

    expect(seen).toEqual(['a', 'b', 'c', 'd']);
    expect(positions.map(Number)).toEqual([2, 3, 4]);
  });

  /** The race that loses events: a lower position commits after a higher one. */
  const raceOfTwoAppends = async () => {
    const { eventLog, knex } = await log.forPlugin('reader');
    const seen = await collect(eventLog);
    log.startConsumers();

    const slow = await knex.transaction();
    await eventLog.append([claimEvent('slow')], slow);
    await eventLog.append([claimEvent('quick')]);
    await log.drain('collector');
    const seenMeanwhile = [...seen];
    await new Promise(resolve => setTimeout(resolve, 400));
    await slow.commit();
    await log.drain('collector');
    return { seenMeanwhile, seen };
  };

  it('waits for an open append before it goes past its positions', async () => {
    log = await createTestEventLog(database);
    const { seenMeanwhile, seen } = await raceOfTwoAppends();
    expect(seenMeanwhile).toEqual([]);
    expect(seen).toEqual(['slow', 'quick']);
  });

  it('would miss events if it read by the highest position', async () => {
    log = await createTestEventLog({
      ...database,
      readHorizon: readHighestPosition,
    });
    const { seen } = await raceOfTwoAppends();
    expect(seen).toEqual(['quick']);
  });
});
