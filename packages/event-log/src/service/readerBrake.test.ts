import { setTimeout as sleep } from 'node:timers/promises';
import { createReaderBrake } from './readerBrake';

const { signal } = new AbortController();

/** Lets three readers make three steps of 10 ms each; how long, and how many at once. */
async function threeReaders(
  brake: ReturnType<typeof createReaderBrake>,
  beforeStep: () => void = () => {},
) {
  const started = performance.now();
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await sleep(10);
    running -= 1;
  };
  const reader = async () => {
    for (let step = 0; step < 3; step += 1) {
      beforeStep();
      await brake.step(work, signal);
    }
  };
  await Promise.all([reader(), reader(), reader()]);
  return { ms: performance.now() - started, most };
}

describe('the brake of the readers', () => {
  it('lets them run side by side while little is appended', async () => {
    const brake = createReaderBrake(1000);
    brake.appended(10);
    expect((await threeReaders(brake)).most).toBe(3);
  });

  it('gives them a quarter of the time together during a flood', async () => {
    const brake = createReaderBrake(1000);
    const { ms, most } = await threeReaders(brake, () =>
      brake.appended(10_000),
    );
    expect(most).toBe(1);
    // Nine steps of 10 ms, and eight rests of three times as long between them.
    expect(ms).toBeGreaterThan(9 * 9 + 8 * 27);
  });

  it('lets go when the flood is over', async () => {
    const brake = createReaderBrake(1000);
    brake.appended(10_000);
    await sleep(600);
    expect((await threeReaders(brake)).most).toBe(3);
  });

  it('goes on with the next step when one fails', async () => {
    const brake = createReaderBrake(1000);
    brake.appended(10_000);
    await expect(
      brake.step(async () => {
        throw new Error('no');
      }, signal),
    ).rejects.toThrow('no');
    await expect(brake.step(async () => 'yes', signal)).resolves.toBe('yes');
  });

  it('does not rest when the process stops', async () => {
    const brake = createReaderBrake(1000);
    brake.appended(10_000);
    const stopping = new AbortController();
    stopping.abort();
    const started = performance.now();
    await brake.step(() => sleep(1000), stopping.signal);
    await brake.step(async () => undefined, stopping.signal);
    // With its rest it would be 1 and 3 s.
    expect(performance.now() - started).toBeLessThan(3900);
  });
});
