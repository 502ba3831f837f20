import { setTimeout as sleep } from 'node:timers/promises';
import { createGroupCommit, GroupCommitOptions } from './groupCommit';

const options = (
  more: Partial<GroupCommitOptions<string, string>> = {},
): GroupCommitOptions<string, string> => ({
  store: async take => take().map(entry => `stored ${entry}`),
  weight: () => 1,
  bytes: entry => entry.length,
  ...more,
});

describe('group commit', () => {
  it('lets requests that come together share one transaction', async () => {
    const groups: string[][] = [];
    const commit = createGroupCommit(
      options({
        async store(take) {
          const entries = take();
          groups.push(entries);
          await sleep(5);
          return entries;
        },
      }),
    );
    await Promise.all(['a', 'b', 'c'].map(entry => commit.submit(entry)));
    expect(groups).toEqual([['a', 'b', 'c']]);
    const first = commit.submit('d');
    await sleep(2);
    await Promise.all([first, commit.submit('e'), commit.submit('f')]);
    expect(groups.slice(1)).toEqual([['d'], ['e', 'f']]);
    commit.stop();
  });

  it('stores a failing group one by one, so that a bad row fails alone', async () => {
    const commit = createGroupCommit(
      options({
        async store(take) {
          const entries = take();
          if (entries.includes('bad')) throw new Error('this row does not fit');
          return entries.map(entry => `stored ${entry}`);
        },
      }),
    );
    const settled = await Promise.allSettled(
      ['a', 'bad', 'b'].map(entry => commit.submit(entry)),
    );
    expect(settled).toEqual([
      { status: 'fulfilled', value: 'stored a' },
      { status: 'rejected', reason: new Error('this row does not fit') },
      { status: 'fulfilled', value: 'stored b' },
    ]);
    commit.stop();
  });

  it('sends senders away in time, and stores nothing of theirs afterwards', async () => {
    let connect = () => {};
    const connected = new Promise<void>(resolve => {
      connect = resolve;
    });
    const stored: string[] = [];
    const commit = createGroupCommit(
      options({
        timeoutMs: 200,
        async store(take) {
          await connected;
          const entries = take();
          stored.push(...entries);
          return entries;
        },
      }),
    );
    await expect(commit.submit('early')).rejects.toMatchObject({
      refusal: { status: 503, retryAfterSeconds: 2 },
    });
    const late = commit.submit('late');
    connect();
    await expect(late).resolves.toBe('late');
    expect(stored).toEqual(['late']);
    expect(commit.waiting).toBe(0);
    commit.stop();
  });

  it('lets only so many wait', async () => {
    const commit = createGroupCommit(
      options({ maxWaiting: 2, store: () => new Promise(() => {}) }),
    );
    commit.submit('a').catch(() => undefined);
    commit.submit('b').catch(() => undefined);
    await expect(commit.submit('c')).rejects.toMatchObject({
      refusal: { status: 503, retryAfterSeconds: 1 },
    });
    commit.stop();
  });
});
