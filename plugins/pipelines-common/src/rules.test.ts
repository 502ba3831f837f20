import { successRate } from './branchOutcome';
import { criticalPath } from './criticalPath';
import { queueSeconds, runSeconds } from './durations';
import { bucketBounds, bucketOf, quantileFromBuckets } from './histogram';
import { likelyCommits } from './likelyCommit';
import { runResults, RunState } from './runFacts';
import { statusDisplay, statusKey } from './runStatus';
import { resolveTime } from './timeRange';

const at = (seconds: number) =>
  new Date(Date.UTC(2026, 8, 17, 12, 0, seconds)).toISOString();

describe('statusKey', () => {
  it.each<[RunState, string, string]>([
    ['pending', 'Queued', 'neutral'],
    ['waiting_gate', 'Waiting', 'hold'],
    ['executing', 'Running', 'info'],
    ['finalizing', 'Running', 'info'],
  ])('shows %s as %s', (state, word, token) => {
    expect(statusDisplay(statusKey({ state }))).toMatchObject({
      word,
      state: token,
    });
  });

  it('has a word for every result', () => {
    const words = runResults.map(
      result => statusDisplay(statusKey({ state: 'completed', result })).word,
    );
    expect(words).toEqual([
      'Passed',
      'Failed',
      'Failed',
      'Failed',
      'Cancelled',
      'Skipped',
      'Unstable',
      'Neutral',
      'Unknown',
    ]);
  });

  it('calls only a passed run flaky', () => {
    const flaky = (result: 'success' | 'failure') =>
      statusKey({ state: 'completed', result, flaky: true });
    expect([flaky('success'), flaky('failure')]).toEqual(['flaky', 'failed']);
  });
});

describe('durations', () => {
  it('ends the queue when the first job begins', () => {
    const times = {
      queuedAt: at(0),
      startedAt: at(0),
      workStartedAt: at(31),
      finishedAt: at(465),
    };
    expect([queueSeconds(times), runSeconds(times)]).toEqual([31, 434]);
  });

  it('is nothing, not negative, when clocks differ', () => {
    expect(queueSeconds({ queuedAt: at(5), startedAt: at(3) })).toBe(0);
  });

  it('is unknown without both ends', () => {
    expect(runSeconds({ startedAt: at(3) })).toBeNull();
  });
});

describe('histogram', () => {
  it('puts a value between the bounds of its bucket', () => {
    for (const value of [0.2, 1, 8.469, 60, 462, 86_400]) {
      const { from, to } = bucketBounds(bucketOf(value));
      expect(value).toBeGreaterThanOrEqual(from * (1 - 1e-9));
      expect(value).toBeLessThan(to);
    }
  });

  it('finds a quantile within half a bucket of the exact one', () => {
    const values = Array.from({ length: 999 }, (_, index) => index + 1);
    const counts = values.map(value => ({ bucket: bucketOf(value), count: 1 }));
    for (const quantile of [0.5, 0.95]) {
      const found = quantileFromBuckets(counts, quantile) ?? 0;
      const exact = 1 + 998 * quantile;
      expect(Math.abs(found - exact) / exact).toBeLessThan(0.023);
    }
  });

  it('has no quantile without samples', () => {
    expect(quantileFromBuckets([], 0.5)).toBeNull();
  });
});

describe('criticalPath', () => {
  const job = (
    externalId: string,
    queued: number,
    started: number,
    end: number,
  ) => ({
    externalId,
    queuedAt: at(queued),
    startedAt: at(started),
    finishedAt: at(end),
  });

  it('follows the jobs that waited for each other to the last one', () => {
    const jobs = [
      job('compile', 0, 8, 104),
      job('image', 104, 109, 187),
      job('sbom', 104, 109, 131),
      job('unit', 104, 115, 246),
      job('integration', 187, 201, 445),
    ];
    expect(criticalPath(jobs, new Date(at(500)))).toEqual([
      'compile',
      'image',
      'integration',
    ]);
  });

  it('ends where nothing ended shortly before', () => {
    const jobs = [job('a', 0, 1, 10), job('b', 300, 301, 400)];
    expect(criticalPath(jobs, new Date(at(500)))).toEqual(['b']);
  });

  it('is empty while no job has begun', () => {
    expect(criticalPath([{ externalId: 'a' }], new Date())).toEqual([]);
  });
});

describe('likelyCommits', () => {
  const commits = [
    { sha: 'a', paths: ['src/testing/pool.ts'] },
    { sha: 'b', paths: ['src/ids.ts'] },
  ];

  it('marks the commit that touches a file the failure names', () => {
    const reasons = likelyCommits(commits, {
      failureText: 'at waitForPool (src/testing/pool.ts:48)',
      complete: true,
    });
    expect([...reasons]).toEqual([['a', 'touches src/testing/pool.ts']]);
  });

  it('marks none when nothing points at one', () => {
    expect(
      likelyCommits(commits, { failureText: 'exit 1', complete: true }).size,
    ).toBe(0);
  });

  it('marks the only commit only when history is complete', () => {
    const [only] = commits;
    const one = only ? [only] : [];
    expect(likelyCommits(one, { complete: true }).size).toBe(1);
    expect(likelyCommits(one, { complete: false }).size).toBe(0);
  });
});

describe('successRate', () => {
  it('is no number without a passed or failed run', () => {
    expect(successRate({ passed: 0, flaky: 0, failed: 0 })).toBeNull();
  });

  it('counts a flaky pass as passed', () => {
    expect(successRate({ passed: 1, flaky: 1, failed: 2 })).toBe(0.5);
  });
});

describe('resolveTime', () => {
  it.each([
    ['now', at(0)],
    ['now-30m', '2026-09-17T11:30:00.000Z'],
    ['now-7d', '2026-09-10T12:00:00.000Z'],
    ['2026-09-01T00:00:00Z', '2026-09-01T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(resolveTime(text, new Date(at(0))).toISOString()).toBe(expected);
  });
});
