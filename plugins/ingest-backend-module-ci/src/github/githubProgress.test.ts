import { githubProgress } from './githubProgress';

const conclusions = {
  success: 'success',
  failure: 'failure',
  cancelled: 'cancelled',
  timed_out: 'timeout',
  startup_failure: 'error',
  skipped: 'skipped',
  neutral: 'neutral',
  stale: 'unknown',
} as const;

const running = {
  queued: 'pending',
  requested: 'pending',
  pending: 'pending',
  waiting: 'waiting_gate',
  in_progress: 'executing',
} as const;

describe("GitHub's status words", () => {
  const table = [
    ...Object.entries(running).flatMap(([status, state]) =>
      [undefined, ...Object.keys(conclusions)].map(
        conclusion => [status, conclusion, state, undefined] as const,
      ),
    ),
    ...Object.entries(conclusions).map(
      ([conclusion, result]) =>
        ['completed', conclusion, 'completed', result] as const,
    ),
    ...['completed', 'queued', 'requested', 'in_progress', undefined].map(
      status => [status, 'action_required', 'waiting_gate', undefined] as const,
    ),
    ['completed', undefined, 'completed', 'unknown'] as const,
    ['completed', 'a_new_word', 'completed', 'unknown'] as const,
    ['a_new_word', undefined, 'pending', undefined] as const,
    [undefined, undefined, 'pending', undefined] as const,
    [undefined, 'success', 'completed', 'success'] as const,
    ...Object.entries(conclusions).map(
      ([word, result]) => [word, undefined, 'completed', result] as const,
    ),
  ];

  it.each(table)('%s × %s is %s, %s', (status, conclusion, state, result) => {
    const expected = { state, result, rawState: status, rawResult: conclusion };
    expect(githubProgress(status, conclusion)).toEqual(
      JSON.parse(JSON.stringify(expected)),
    );
  });

  it.each(table)(
    '%s × %s in capitals means the same',
    (status, conclusion, state, result) => {
      const read = githubProgress(
        status?.toUpperCase(),
        conclusion?.toUpperCase(),
      );
      expect([read.state, read.result]).toEqual([state, result]);
    },
  );
});
