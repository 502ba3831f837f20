import {
  buildkiteBuild,
  buildkiteJobBody,
  buildkitePipeline,
  now,
  storedEvents,
} from '../__testUtils__/hookExamples';
import { buildkiteJobProgress } from './buildkiteJob';
import { buildkiteProvider } from './buildkiteProvider';
import { buildkiteProgress } from './buildkiteRun';

const parse = (body: unknown) =>
  buildkiteProvider.parse({ headers: {}, body, now });

const ofBuild = (event: string, build: object) =>
  storedEvents(
    parse({
      event,
      build: { ...buildkiteBuild, ...build },
      pipeline: buildkitePipeline,
    }),
  );

describe('words of Buildkite', () => {
  it.each([
    ['creating', 'pending', undefined],
    ['scheduled', 'pending', undefined],
    ['running', 'executing', undefined],
    ['started', 'executing', undefined],
    ['failing', 'executing', undefined],
    ['canceling', 'finalizing', undefined],
    ['blocked', 'waiting_gate', undefined],
    ['passed', 'completed', 'success'],
    ['failed', 'completed', 'failure'],
    ['canceled', 'completed', 'cancelled'],
    ['skipped', 'completed', 'skipped'],
    ['not_run', 'completed', 'skipped'],
    ['PASSED', 'completed', 'success'],
    ['finished', 'completed', 'unknown'],
    ['levitating', 'pending', undefined],
    [undefined, 'pending', undefined],
  ])('a build that is %s is %s, %s', (word, state, result) => {
    expect(buildkiteProgress(word, false, 'build.running')).toEqual({
      state: word === undefined ? 'executing' : state,
      ...(result && { result }),
    });
  });

  it('a finished build with a word nobody knows is unknown, never a success', () => {
    expect(buildkiteProgress('levitating', false, 'build.finished')).toEqual({
      state: 'completed',
      result: 'unknown',
    });
  });

  it.each([
    ['passed', 'waiting_gate'],
    ['failed', 'waiting_gate'],
    ['canceled', 'completed'],
  ])('a blocked build that has %s so far is %s', (word, state) => {
    expect(buildkiteProgress(word, true, 'build.finished').state).toBe(state);
  });

  it.each([
    ['pending', undefined, 'pending', undefined],
    ['limited', undefined, 'pending', undefined],
    ['scheduled', undefined, 'pending', undefined],
    ['assigned', undefined, 'pending', undefined],
    ['accepted', undefined, 'pending', undefined],
    ['blocked', undefined, 'waiting_gate', undefined],
    ['running', undefined, 'executing', undefined],
    ['timing_out', undefined, 'finalizing', undefined],
    ['passed', 0, 'completed', 'success'],
    ['failed', 1, 'completed', 'failure'],
    ['canceled', undefined, 'completed', 'cancelled'],
    ['timed_out', undefined, 'completed', 'timeout'],
    ['expired', undefined, 'completed', 'timeout'],
    ['broken', undefined, 'completed', 'skipped'],
    ['finished', 0, 'completed', 'success'],
    ['finished', 3, 'completed', 'failure'],
    ['finished', undefined, 'completed', 'unknown'],
    ['levitating', 0, 'pending', undefined],
  ])(
    'a job that is %s with exit status %s is %s, %s',
    (word, code, state, result) => {
      expect(
        buildkiteJobProgress({ state: word, exit_status: code }, 'job.started'),
      ).toEqual({ state, ...(result && { result }) });
    },
  );
});

describe('a delivery of Buildkite', () => {
  it('is a run with its times in either form', () => {
    const [{ type, subject, data }] = ofBuild('build.finished', {});
    expect([type, subject]).toEqual([
      'ci.run.v1',
      { instance: 'buildkite.com', project: 'acme/shop' },
    ]);
    expect(data).toMatchObject({
      externalId: '0190-build',
      number: 27,
      title: 'Faster basket',
      trigger: 'change',
      changes: [{ externalId: '12' }],
      state: 'completed',
      result: 'failure',
      rawState: 'failed',
      createdAt: '2026-03-01T10:00:00.000Z',
      queuedAt: '2026-03-01T10:00:01.000Z',
      startedAt: '2026-03-01T10:00:10.000Z',
      finishedAt: '2026-03-01T10:05:00.000Z',
    });
  });

  it('of a tag has no branch, although Buildkite says the tag there too', () => {
    const [{ data }] = ofBuild('build.finished', {
      branch: 'v1.0',
      tag: 'v1.0',
    });
    expect(data).toMatchObject({ tag: 'v1.0' });
    expect(data).not.toHaveProperty('branch', 'v1.0');
  });

  it('links a rebuilt build to the one it repeats', () => {
    const [{ correlation, data }] = ofBuild('build.finished', {});
    expect(data).toMatchObject({ parentRun: '0190-first' });
    expect(correlation).toMatchObject({ rebuiltFrom: '0190-first' });
  });

  it('asks a gate when a finished build is blocked, and tells no result', () => {
    const [run, gate] = ofBuild('build.finished', {
      state: 'passed',
      blocked: true,
    });
    expect(run.data).toMatchObject({ state: 'waiting_gate' });
    expect(run.data).not.toHaveProperty('result', 'success');
    expect(run.data).not.toHaveProperty('finishedAt', expect.any(String));
    expect([gate.type, gate.data]).toEqual([
      'gate.v1',
      expect.objectContaining({
        externalId: '0190-build/blocked',
        state: 'pending',
        runExternalId: '0190-build',
      }),
    ]);
  });

  it('answers that gate when a person unblocks the step', () => {
    const [gate] = storedEvents(
      parse({
        ...buildkiteJobBody,
        event: 'job.activated',
        job: {
          id: 'block-1',
          type: 'manual',
          label: 'Release?',
          state: 'unblocked',
          unblocked_at: '2026-03-01T10:20:00Z',
          unblocked_by: { name: 'Oli', email: 'oli@acme.example' },
        },
      }),
    );
    expect(gate.data).toMatchObject({
      externalId: '0190-build/blocked',
      state: 'approved',
      decidedAt: '2026-03-01T10:20:00.000Z',
      decidedBy: { login: 'oli@acme.example', kind: 'person' },
    });
  });

  it('is a job with its try, place in the group and queue', () => {
    const [{ data }] = storedEvents(parse(buildkiteJobBody));
    expect(data).toMatchObject({
      externalId: '0190-job',
      runExternalId: '0190-build',
      kind: 'test',
      attempt: 2,
      matrixKey: '1 of 4',
      allowFailure: true,
      runner: { name: 'linux-3', group: 'large' },
      failureMessage: 'Exit status 2',
      result: 'failure',
    });
  });

  it.each([
    ['ping', { event: 'ping' }],
    ['a wait step', { ...buildkiteJobBody, job: { id: 'w', type: 'waiter' } }],
    [
      'a block step that nobody touched',
      {
        ...buildkiteJobBody,
        job: { id: 'b', type: 'manual', state: 'blocked' },
      },
    ],
  ])('passes by %s', (_, body) => {
    expect(parse(body).outcome).toBe('ignored');
  });

  it.each([
    ['no event', {}, '/event'],
    ['no build', { event: 'build.finished' }, '/build'],
    [
      'no place',
      { event: 'build.finished', build: { id: 'x' } },
      '/pipeline/web_url',
    ],
  ])('is refused with %s', (_, body, path) => {
    expect(parse(body)).toMatchObject({ outcome: 'rejected', path });
  });
});
