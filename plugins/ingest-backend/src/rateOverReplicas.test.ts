import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import { secret, startTestDoor, TestDoor } from './__testUtils__/startTestDoor';

describe('the rate of a source over two replicas', () => {
  let database: TestDatabase;
  let replicas: TestDoor[];
  beforeAll(async () => {
    database = await createTestDatabase();
    replicas = [];
    for (let n = 0; n < 2; n += 1) {
      replicas.push(
        await startTestDoor({
          connectionString: database.connectionString,
          sources: {
            slow: {
              kind: 'github',
              secrets: [secret],
              entities: 'all',
              // One token in a minute: none comes back while the test runs.
              limits: { perMinute: 1, burst: 6 },
            },
          },
        }),
      );
    }
  });
  afterAll(async () => {
    for (const replica of replicas) await replica.stop();
    await database.drop();
  });

  it('counts what the other replica let through', async () => {
    const [first, second] = replicas;
    for (let n = 0; n < 5; n += 1) {
      expect((await first.hook({ source: 'slow' })).status).toBe(202);
    }
    await first.door.flushCounts();
    // The first sight of the other's count comes with a count of its own.
    expect((await second.hook({ source: 'slow' })).status).toBe(202);
    await second.door.flushCounts();
    const refused = await second.hook({ source: 'slow' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
