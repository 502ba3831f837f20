import { isCaughtUp } from './isCaughtUp';

describe('isCaughtUp', () => {
  it.each([
    ['everything is read', { seconds: 0, stopped: false }, true],
    ['a scan came in just now', { seconds: 2, stopped: false }, true],
    ['scans of long ago wait', { seconds: 20, stopped: false }, false],
    ['nobody reads any more', { seconds: 0, stopped: true }, false],
  ])('when %s', async (_what, lag, caughtUp) => {
    expect(await isCaughtUp({ lag: async () => lag })).toBe(caughtUp);
  });
});
