import { everyEntity, onlyEntities } from '@quarterdeck/plugin-portal-node';
import { Settled } from '../database/settledMarks';
import { SettledWatch } from './settledWatch';

const sight = { snapshot: '1:1:', tables: '1' };
const shop = onlyEntities(['component:default/shop']);

/** A watch whose looks are answered one by one. */
function watched() {
  const looks: {
    earlier: unknown;
    answer(entities: Settled['entities']): void;
    fail(): void;
  }[] = [];
  let time = 0;
  const watch = new SettledWatch(
    earlier =>
      new Promise((resolve, reject) => {
        looks.push({
          earlier,
          answer: entities => resolve({ sight, entities }),
          fail: () => reject(new Error('Postgres is away')),
        });
      }),
    () => time,
  );
  return {
    watch,
    looks,
    async look(entities: Settled['entities'] = []) {
      const asked = watch.now();
      looks.at(-1)?.answer(entities);
      return asked;
    },
    pass(ms: number) {
      time += ms;
    },
  };
}

describe('what was settled since', () => {
  it('knows nothing of what was before its first look', async () => {
    const { watch, look } = watched();
    expect(watch.settledAfter(await look(), everyEntity)).toBe(false);
    expect(watch.settledAfter(0, shop)).toBe(true);
  });

  it('tells entities apart', async () => {
    const { watch, look } = watched();
    const first = await look();
    await look(['component:default/search']);
    expect(watch.settledAfter(first, everyEntity)).toBe(true);
    expect(watch.settledAfter(first, shop)).toBe(false);
    const second = await look(['component:default/shop']);
    expect(watch.settledAfter(first, shop)).toBe(true);
    expect(watch.settledAfter(second, shop)).toBe(false);
    expect(watch.settledSince(first, everyEntity)).toEqual([
      'component:default/search',
      'component:default/shop',
    ]);
    expect(watch.settledSince(first, shop)).toEqual(['component:default/shop']);
    expect(watch.settledSince(second, everyEntity)).toEqual([]);
  });

  it('takes many entities for all', async () => {
    const { watch, look } = watched();
    const first = await look();
    const second = await look('many');
    expect(watch.settledAfter(first, shop)).toBe(true);
    expect(watch.settledSince(first, shop)).toBe('many');
    expect(watch.settledAfter(second, shop)).toBe(false);
  });

  it('is not answered by a look that began before it was asked', async () => {
    const { watch, looks } = watched();
    const first = watch.now();
    const second = watch.now();
    const third = watch.now();
    expect(looks).toHaveLength(1);
    looks[0]?.answer([]);
    expect(await first).toBe(1);
    await new Promise(process.nextTick);
    expect(looks).toHaveLength(2);
    looks[1]?.answer([]);
    expect([await second, await third]).toEqual([2, 2]);
  });

  it('looks again after one that failed, from where it stood', async () => {
    const { watch, looks, look } = watched();
    await look();
    const failing = watch.now();
    const waiting = watch.now();
    looks[1]?.fail();
    await expect(failing).rejects.toThrow('Postgres is away');
    await new Promise(process.nextTick);
    looks[2]?.answer([]);
    expect(await waiting).toBe(2);
    expect(looks[2]?.earlier).toEqual(sight);
  });

  it('trusts nothing that it saw long ago: marks are removed', async () => {
    const { watch, looks, look, pass } = watched();
    const first = await look();
    pass(31 * 60_000);
    await look();
    expect(looks[1]?.earlier).toBeUndefined();
    expect(watch.settledAfter(first, shop)).toBe(true);
  });
});
