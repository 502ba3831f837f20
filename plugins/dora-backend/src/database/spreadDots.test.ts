import { createDoraDatabase, DoraDatabase } from '../testing/doraDatabase';
import { spreadLeadTimes, spreadRecoveries } from './spreadDots';

const n = 400;
const first = Date.UTC(2026, 0, 1);
const hourMs = 3_600_000;
const range = {
  from: new Date(first),
  to: new Date(first + n * hourMs),
};
const set = { everything: true, numbers: [7] };
/** Every 40th took longest, wherever it lies. */
const msOf = (i: number) => (i % 40 === 13 ? 9_000_000 + i : 60_000 + i);
const slow = Array.from({ length: n }, (_, i) => i).filter(i => i % 40 === 13);

describe('dots of a chart', () => {
  let database: DoraDatabase;
  beforeAll(async () => {
    database = await createDoraDatabase();
    const rows = Array.from({ length: n }, (_, i) => i);
    await database.knex('lead_time').insert(
      rows.map(i => ({
        service_no: 7,
        key: `repo@${i}`,
        deployment_id: `git.example/${i}`,
        started_at: new Date(first + i * hourMs - msOf(i)),
        deployed_at: new Date(first + i * hourMs),
        ms: msOf(i),
        bucket: i % 40 === 13 ? 200 : 100,
        clamped: false,
        stages: '{NULL,NULL,NULL,NULL,NULL,1}',
      })),
    );
    await database.knex('recovery').insert(
      rows.map(i => ({
        service_no: 7,
        id: `git.example/${i}`,
        failed_at: new Date(first + i * hourMs - msOf(i)),
        recovered_at: i === 5 ? null : new Date(first + i * hourMs),
        ms: i === 5 ? null : msOf(i),
        clamped: false,
      })),
    );
  });
  afterAll(() => database.drop());

  const leads = async (limit: number, total = n) =>
    (await spreadLeadTimes(database.knex, set, range, limit, total)).map(
      ({ key }) => Number(key.slice(5)),
    );

  it('are all samples where they fit', async () => {
    expect(await leads(n)).toHaveLength(n);
  });

  it.each([
    ['numbered', n],
    ['of too many to number', 1_000_000],
  ])(
    'are the slowest and some of every part of the time: %s',
    async (_, total) => {
      const dots = await leads(80, total);
      expect(dots.length).toBeLessThanOrEqual(80);
      expect(dots.length).toBeGreaterThanOrEqual(60);
      expect(dots).toEqual(expect.arrayContaining(slow));
      for (let part = 0; part < 10; part++) {
        const here = dots.filter(i => Math.floor(i / 40) === part);
        expect(here.length).toBeGreaterThanOrEqual(4);
      }
      expect(await leads(80, total)).toEqual(dots);
    },
  );

  it('of recoveries are the longest, some of all, and what is open', async () => {
    const read = async (limit: number) =>
      (
        await spreadRecoveries(database.knex, set, range, 'recovered', limit)
      ).map(({ id, open }) => ({ i: Number(id.split('/')[1]), open }));
    expect(await read(n)).toHaveLength(n);
    const dots = await read(80);
    expect(dots.filter(({ open }) => open)).toEqual([{ i: 5, open: true }]);
    expect(dots.map(({ i }) => i)).toEqual(expect.arrayContaining(slow));
    expect(dots.length).toBeLessThanOrEqual(81);
  });
});
