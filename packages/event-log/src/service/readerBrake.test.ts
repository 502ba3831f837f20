import { setTimeout as sleep } from 'node:timers/promises';
import { createReaderBrake } from './readerBrake';

const { signal } = new AbortController();

/** How many steps of 10 ms three readers make in 300 ms, and whether any overlap. */
async function stepsOfThree(brake: ReturnType<typeof createReaderBrake>) {
  const until = performance.now() + 300;
  let steps = 0;
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await sleep(10);
    running -= 1;
    steps += 1;
  };
  const reader = async () => {
    while (performance.now() < until) await brake.step(work, signal);
  };
  await Promise.all([reader(), reader(), reader()]);
  return { steps, most };
}

describe('the brake of the readers', () => {
  it('lets them run side by side while little is appended', async () => {
    const brake = createReaderBrake(1000);
    brake.appended(10);
    const { steps, most } = await stepsOfThree(brake);
    expect(most).toBe(3);
    expect(steps).toBeGreaterThan(15);
  });

  it('gives them a quarter of the time together during a flood', async () => {
    const brake = createReaderBrake(1000);
    const flood = setInterval(() => brake.appended(200), 10);
    brake.appended(10_000);
    const { steps, most } = await stepsOfThree(brake);
    clearInterval(flood);
    expect(most).toBe(1);
    // 300 ms / 40 ms, and the three that were queued at the end.
    expect(steps).toBeLessThanOrEqual(12);
    expect(steps).toBeGreaterThan(1);
  });

  it('lets go when the flood is over', async () => {
    const brake = createReaderBrake(1000);
    brake.appended(10_000);
    await sleep(600);
    const { most } = await stepsOfThree(brake);
    expect(most).toBe(3);
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
    await brake.step(() => sleep(200), stopping.signal);
    await brake.step(async () => undefined, stopping.signal);
    expect(performance.now() - started).toBeLessThan(700);
  });
});
