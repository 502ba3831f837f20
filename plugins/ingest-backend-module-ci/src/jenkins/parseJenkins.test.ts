import { eventsIn } from '../__testUtils__/eventsIn';
import { jenkinsProvider } from './jenkinsProvider';

const now = new Date('2030-01-01T00:00:00.000Z');
const start = Date.UTC(2026, 2, 1, 10);
const page = 'https://ci.acme.example/jenkins/job/shop/job/api/12/';

const parse = (body: unknown) =>
  jenkinsProvider.parse({ headers: {}, body, now });
const notify = (build: object) =>
  parse({
    name: 'api',
    url: 'job/shop/job/api/',
    build: {
      full_url: page,
      number: 12,
      phase: 'COMPLETED',
      status: 'SUCCESS',
      timestamp: start + 90_000,
      duration: 90_000,
      scm: { branch: 'origin/main', commit: 'abc' },
      ...build,
    },
  });
const api = (build: object) =>
  parse({ url: page, number: 12, timestamp: start, ...build });
const runOf = (outcome: ReturnType<typeof parse>) =>
  eventsIn('ci.run.v1', outcome)[0];

describe('a notification', () => {
  it.each([
    ['QUEUED', 'pending', undefined],
    ['STARTED', 'executing', undefined],
    ['COMPLETED', 'completed', 'success'],
    ['FINALIZED', 'completed', 'success'],
    ['NONE', 'pending', undefined],
  ])('of phase %s is %s %s', (phase, state, result) => {
    const run = runOf(notify({ phase }));
    expect([run.state, run.result, run.rawState]).toEqual([
      state,
      result,
      phase,
    ]);
  });

  it('of a beginning does not take over how the build before ended', () => {
    const run = runOf(
      notify({ phase: 'STARTED', status: 'FAILURE', duration: 0 }),
    );
    expect([run.result, run.rawResult, run.finishedAt]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(run.startedAt).toBe('2026-03-01T10:01:30.000Z');
  });

  it('of the end has start and finish', () => {
    expect(runOf(notify({}))).toMatchObject({
      instance: 'ci.acme.example',
      project: 'shop/api',
      externalId: 'shop/api#12',
      attempt: 1,
      number: 12,
      branch: 'main',
      sha: 'abc',
      startedAt: '2026-03-01T10:00:00.000Z',
      finishedAt: '2026-03-01T10:01:30.000Z',
      observedAt: '2026-03-01T10:01:30.000Z',
    });
  });

  it('of the time after it does not move the finish', () => {
    expect(runOf(notify({ phase: 'FINALIZED' })).finishedAt).toBeUndefined();
  });

  it('without a status has no success', () => {
    expect(runOf(notify({ status: undefined })).result).toBe('unknown');
  });
});

const results = [
  ['SUCCESS', 'success'],
  ['UNSTABLE', 'unstable'],
  ['FAILURE', 'failure'],
  ['ABORTED', 'cancelled'],
  ['NOT_BUILT', 'skipped'],
  ['EXPLODED', 'unknown'],
] as const;

describe('status words of Jenkins', () => {
  it.each(results)('a build that ended %s is %s', (word, result) => {
    for (const run of [
      runOf(notify({ status: word })),
      runOf(api({ building: false, result: word, duration: 5 })),
    ]) {
      expect([run.state, run.result, run.rawResult]).toEqual([
        'completed',
        result,
        word,
      ]);
    }
  });

  it.each(results)('a building one is not %s yet', word => {
    const run = runOf(api({ building: true, result: word, duration: 0 }));
    expect([run.state, run.result, run.finishedAt]).toEqual([
      'executing',
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['SUCCESS', 'completed', 'success'],
    ['FAILED', 'completed', 'failure'],
    ['FAILURE', 'completed', 'failure'],
    ['UNSTABLE', 'completed', 'unstable'],
    ['ABORTED', 'completed', 'cancelled'],
    ['NOT_EXECUTED', 'completed', 'skipped'],
    ['NOT_BUILT', 'completed', 'skipped'],
    ['QUEUED', 'pending', undefined],
    ['IN_PROGRESS', 'executing', undefined],
    ['PAUSED_PENDING_INPUT', 'waiting_gate', undefined],
    ['EXPLODED', 'pending', undefined],
  ])('a stage that is %s is %s %s', (status, state, result) => {
    const outcome = api({
      building: true,
      stages: [{ id: '6', name: 'Test', status, startTimeMillis: start }],
    });
    const [stage] = eventsIn('ci.stage.v1', outcome);
    expect([stage.state, stage.result, stage.rawState]).toEqual([
      state,
      result,
      status,
    ]);
  });

  it.each(['EXPLODED', null])(
    'a stage that is %p is unknown once its build is over',
    status => {
      const outcome = api({
        building: false,
        result: 'SUCCESS',
        stages: [{ id: '6', name: 'Test', status }],
      });
      expect(eventsIn('ci.stage.v1', outcome)).toMatchObject([
        { state: 'completed', result: 'unknown' },
      ]);
    },
  );
});

describe("a build as Jenkins' API tells it", () => {
  it('has no finish while its duration is 0 because it runs', () => {
    const run = runOf(api({ building: true, duration: 0 }));
    expect(run).toMatchObject({
      state: 'executing',
      startedAt: '2026-03-01T10:00:00.000Z',
    });
    expect(run.finishedAt).toBeUndefined();
  });

  it('has commit, person, reason and stages in order', () => {
    const outcome = api({
      building: false,
      result: 'SUCCESS',
      duration: 60_000,
      actions: [
        {
          causes: [
            {
              _class: 'hudson.model.Cause$UserIdCause',
              userId: 'nia',
              userName: 'Nia',
            },
          ],
        },
        {
          lastBuiltRevision: {
            SHA1: 'abc',
            branch: [{ name: 'refs/remotes/origin/main' }],
          },
        },
      ],
      stages: [
        {
          id: '6',
          name: 'Build',
          status: 'SUCCESS',
          startTimeMillis: start,
          durationMillis: 1000,
        },
        { id: '9', name: 'Test', status: 'SUCCESS' },
      ],
    });
    expect(runOf(outcome)).toMatchObject({
      sha: 'abc',
      branch: 'main',
      trigger: 'manual',
      rawTrigger: 'Cause$UserIdCause',
      actor: { login: 'nia', kind: 'person' },
      finishedAt: '2026-03-01T10:01:00.000Z',
    });
    expect(eventsIn('ci.stage.v1', outcome)).toMatchObject([
      {
        externalId: 'shop/api#12/6',
        runExternalId: 'shop/api#12',
        ordinal: 0,
        finishedAt: '2026-03-01T10:00:01.000Z',
      },
      { externalId: 'shop/api#12/9', ordinal: 1 },
    ]);
  });
});

describe('a stage that asks for input', () => {
  const stage = {
    id: '8',
    name: 'Go live',
    startTimeMillis: start,
    durationMillis: 60_000,
    pauseDurationMillis: 50_000,
  };
  const gatesOf = (status: string, rest: object = {}) =>
    eventsIn(
      'gate.v1',
      api({ building: true, stages: [{ ...stage, status, ...rest }] }),
    );

  it('is a gate since it paused', () => {
    expect(gatesOf('PAUSED_PENDING_INPUT')).toMatchObject([
      {
        externalId: 'shop/api#12/8',
        kind: 'approval',
        state: 'pending',
        runExternalId: 'shop/api#12',
        askedAt: '2026-03-01T10:00:10.000Z',
      },
    ]);
  });

  it.each([
    ['SUCCESS', {}, 'approved'],
    ['IN_PROGRESS', {}, 'approved'],
    ['ABORTED', { pauseDurationMillis: 60_000 }, 'rejected'],
    ['ABORTED', {}, 'approved'],
    ['FAILED', { pauseDurationMillis: 60_000 }, 'rejected'],
    ['FAILED', {}, 'approved'],
  ])('that goes on as %s %j was %s', (status, rest, state) => {
    expect(gatesOf(status, rest)).toMatchObject([{ state }]);
  });

  it('waited exactly as long as it paused', () => {
    const [gate] = gatesOf('SUCCESS');
    expect(
      Date.parse(gate.decidedAt ?? '') - Date.parse(gate.askedAt ?? ''),
    ).toBe(50_000);
  });

  it.each(['EXPLODED', undefined])(
    'that stands at %p has no answer',
    status => {
      expect(gatesOf('SUCCESS', { status })).toEqual([]);
    },
  );

  it('is none without a pause', () => {
    expect(gatesOf('SUCCESS', { pauseDurationMillis: 0 })).toEqual([]);
  });
});

describe("a build's address", () => {
  it.each([
    ['job/api/3/', 'api', undefined],
    ['job/a/job/b/job/c/3/', 'a/b/c', undefined],
    ['job/a/job/b/job/c/3', 'a/b/c', undefined],
    [
      'job/shop/job/feature%252Flogin/3/',
      'shop/feature%2Flogin',
      'feature/login',
    ],
    ['job/the%20shop/job/main/3/', 'the shop/main', undefined],
    ['job/job/job/job/3/', 'job/job', undefined],
    ['jenkins/job/a/3/', 'a', undefined],
    ['job/%E0%A4%A/3/', '%E0%A4%A', undefined],
  ])('%s is of %s', (path, project, branch) => {
    const run = runOf(
      parse({ url: `https://ci.acme.example/${path}`, building: true }),
    );
    expect([run.project, run.branch, run.number]).toEqual([project, branch, 3]);
  });

  it('of a change names it', () => {
    expect(
      runOf(
        parse({
          url: 'https://ci.acme.example/job/shop/job/PR-7/1/',
          building: true,
        }),
      ),
    ).toMatchObject({ trigger: 'change', changes: [{ externalId: '7' }] });
  });

  it('that is very long still gives one id for each build', () => {
    const url = (n: number) =>
      `https://ci.acme.example/${'job/long-folder-name/'.repeat(12)}${n}/`;
    const ids = [1, 2].map(
      n => runOf(parse({ url: url(n), building: true })).externalId,
    );
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(128);
  });

  it.each<[unknown, string]>([
    ['x', ''],
    [{}, '/url'],
    [{ url: 'job/a/3/' }, '/url'],
    [{ url: 'https://ci.acme.example/3/' }, '/url'],
    [{ build: { phase: 'STARTED' } }, '/build/full_url'],
    [{ build: { full_url: page } }, '/build/phase'],
  ])('%j is refused at %s', (body, path) => {
    expect(parse(body)).toMatchObject({ outcome: 'rejected', path });
  });
});

describe('the door of Jenkins', () => {
  const body = Buffer.from('{}');
  const secrets = ['first', 'second'];
  const basic = (pair: string) =>
    `Basic ${Buffer.from(pair).toString('base64')}`;

  it.each<[Record<string, string>, string]>([
    [{ 'x-jenkins-token': 'second' }, 'verified'],
    [{ 'x-quarterdeck-token': 'first' }, 'verified'],
    [{ authorization: 'Bearer first' }, 'verified'],
    [{ authorization: basic('jenkins:second') }, 'verified'],
    [{ authorization: basic('second:jenkins') }, 'invalid'],
    [{ authorization: 'Bearer firs' }, 'invalid'],
    [{ 'x-jenkins-token': '' }, 'missing'],
    [{}, 'missing'],
  ])('%j is %s', (headers, outcome) => {
    expect(
      jenkinsProvider.verify({ headers, body, secrets, now }).outcome,
    ).toBe(outcome);
  });

  it('knows a repeat by the hash of the body', () => {
    expect(jenkinsProvider.deliveryKey({ headers: {}, body })).toBeUndefined();
  });

  it('finds a job by its name, its server, and the project of its branch', () => {
    const subject = { instance: 'ci.acme.example', project: 'shop/main' };
    expect(
      jenkinsProvider.annotations.map(({ value }) => value(subject)),
    ).toEqual([
      'ci.acme.example:shop/main',
      'shop/main',
      'ci.acme.example:shop',
      'shop',
    ]);
  });
});
