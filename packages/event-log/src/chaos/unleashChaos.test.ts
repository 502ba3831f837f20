import {
  createTestDatabase,
  TestDatabase,
} from '@quarterdeck/plugin-portal-node/testUtils';
import { isClean } from './chaosVerdict';
import { unleashChaos } from './unleashChaos';

describe('processes killed while they append and consume', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('leave every committed event applied exactly once in order, and none lost', async () => {
    const result = await unleashChaos({
      connectionString: database.connectionString,
      kills: 16,
    });
    expect(result).toMatchObject({
      missed: [],
      twice: [],
      outOfOrder: [],
      lost: [],
      invented: [],
      deadLetters: 0,
    });
    expect(isClean(result)).toBe(true);
    expect(result.killsMidTransaction).toBeGreaterThan(0);
    expect(result.committed).toBeGreaterThan(100);
  });

  it('show missed events when consumers read by the highest position', async () => {
    const result = await unleashChaos({
      connectionString: database.connectionString,
      kills: 4,
      horizon: 'highest',
    });
    expect(result.missed.length).toBeGreaterThan(0);
    expect(isClean(result)).toBe(false);
  });
});
