import { createSign, generateKeyPairSync } from 'node:crypto';
import { now, storedEvents, travisBody } from '../__testUtils__/hookExamples';
import { travisProvider } from './travisProvider';
import { travisProgress } from './travisWords';

const parse = (body: unknown) =>
  travisProvider.parse({ headers: {}, body, now });

describe('words of Travis CI', () => {
  it.each([
    ['created', 'pending', undefined],
    ['queued', 'pending', undefined],
    ['received', 'pending', undefined],
    ['started', 'executing', undefined],
    ['passed', 'completed', 'success'],
    ['failed', 'completed', 'failure'],
    ['errored', 'completed', 'error'],
    ['canceled', 'completed', 'cancelled'],
    ['levitating', 'pending', undefined],
  ])('a build that is %s is %s, %s', (word, state, result) => {
    expect(travisProgress({ state: word })).toEqual({
      state,
      ...(result && { result }),
    });
  });

  it('an ended build with a word nobody knows is unknown', () => {
    expect(travisProgress({ state: 'levitated', finished_at: 'then' })).toEqual(
      { state: 'completed', result: 'unknown' },
    );
  });

  it.each([
    ['Pending', undefined],
    ['Passed', 'success'],
    ['Fixed', 'success'],
    ['Broken', 'failure'],
    ['Failed', 'failure'],
    ['Still Failing', 'failure'],
    ['Errored', 'error'],
    ['Canceled', 'cancelled'],
  ])('without a state, "%s" is %s', (word, result) => {
    expect(travisProgress({ status_message: word }).result).toBe(result);
  });
});

it.each([
  [{ state: 'finished', result: 0 }, 'success'],
  [{ state: 'finished', status: 0 }, 'success'],
  [{ state: 'finished', result: 1 }, 'failure'],
  [{ state: 'finished' }, 'unknown'],
  [{ state: 'finished', status_message: 'Errored', result: 1 }, 'error'],
])('in bodies of old, %j is %s', (build, result) => {
  expect(travisProgress(build)).toEqual({ state: 'completed', result });
});

describe('a notification of Travis CI', () => {
  it('is a run and the jobs of its matrix', () => {
    const [run, ...jobs] = storedEvents(parse(travisBody));
    expect(run).toMatchObject({
      type: 'ci.run.v1',
      subject: { instance: 'travis-ci.com', project: 'acme/shop' },
      data: {
        externalId: '77',
        number: 5,
        trigger: 'push',
        state: 'completed',
        result: 'failure',
        rawState: 'failed',
        finishedAt: '2026-03-01T10:05:00.000Z',
      },
    });
    expect(jobs.map(job => job.data)).toMatchObject([
      {
        externalId: '78',
        runExternalId: '77',
        name: 'test',
        kind: 'test',
        matrixKey: 'os=linux, node_js=24',
        result: 'failure',
        allowFailure: false,
      },
      {
        externalId: '79',
        name: 'os=osx, node_js=24',
        result: 'error',
        allowFailure: true,
      },
    ]);
  });

  it.each([
    ['push', 'push'],
    ['pull_request', 'change'],
    ['cron', 'schedule'],
    ['api', 'api'],
    ['levitation', 'unknown'],
  ])('a build of type %s was started by %s', (type, trigger) => {
    const [{ data }] = storedEvents(parse({ ...travisBody, type }));
    expect(data).toMatchObject({ trigger, rawTrigger: type });
  });

  it.each([
    ['an id', { ...travisBody, id: undefined }, '/id'],
    ['a repository', { id: 1 }, '/repository'],
  ])('is refused without %s', (_, body, path) => {
    expect(parse(body)).toMatchObject({ outcome: 'rejected', path });
  });
});

describe('signature and key of a notification of Travis CI', () => {
  const pair = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  const own = pair();
  const other = pair();
  const payload = JSON.stringify(travisBody);
  const form = Buffer.from(new URLSearchParams({ payload }).toString());
  const sign = (key: string) =>
    createSign('RSA-SHA1').update(payload).sign(key, 'base64');
  const verify = (
    headers: Record<string, string>,
    secrets: string[],
    body = form,
  ) => travisProvider.verify({ headers, secrets, body, now });
  const good = { signature: sign(own.privateKey) };

  it.each([
    ['the first key', [own.publicKey], 0],
    ['the second key', [other.publicKey, own.publicKey], 1],
    [
      'a key with written-out line breaks',
      [own.publicKey.replaceAll('\n', '\\n')],
      0,
    ],
  ])('holds by %s', (_, secrets, secretIndex) => {
    expect(verify(good, secrets)).toEqual({ outcome: 'verified', secretIndex });
  });

  it.each([
    ['another key', good, [other.publicKey], 'invalid', /does not match/],
    ['no key at all', good, ['a-token'], 'invalid', /no public key/],
    [
      'a private key as the secret',
      good,
      [own.privateKey],
      'invalid',
      /does not match/,
    ],
    [
      'a broken key',
      good,
      ['-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----'],
      'invalid',
      /does not match/,
    ],
    ['no base64', { signature: '<>' }, [own.publicKey], 'invalid', /base64/],
    ['nothing', {}, [own.publicKey], 'missing', /neither/],
    [
      'the public key as a token, for everybody knows it',
      { 'x-quarterdeck-token': own.publicKey },
      [own.publicKey],
      'invalid',
      /token/,
    ],
  ])('is refused with %s', (_, headers, secrets, outcome, message) => {
    expect(verify(headers, secrets)).toEqual({
      outcome,
      message: expect.stringMatching(message),
    });
  });

  it('is refused when the payload was changed, or is there twice', () => {
    const changed = Buffer.from(form.toString().replace('failed', 'passed'));
    expect(verify(good, [own.publicKey], changed).outcome).toBe('invalid');
    const twice = Buffer.concat([form, Buffer.from('&payload=%7B%7D')]);
    expect(verify(good, [own.publicKey], twice)).toMatchObject({
      outcome: 'invalid',
      message: expect.stringMatching(/exactly once/),
    });
  });

  it('is replaced by a token of the source', () => {
    const headers = { 'x-quarterdeck-token': 'a-token' };
    expect(verify(headers, [own.publicKey, 'a-token'])).toEqual({
      outcome: 'verified',
      secretIndex: 1,
    });
  });

  it('has the same key as form and as JSON, and another for another state', () => {
    const key = (body: Buffer, type: string) =>
      travisProvider.deliveryKey({ headers: { 'content-type': type }, body });
    const formKey = key(form, 'application/x-www-form-urlencoded');
    expect(key(Buffer.from(payload), 'application/json')).toBe(formKey);
    const started = { payload: payload.replace('failed', 'passed') };
    expect(
      key(
        Buffer.from(new URLSearchParams(started).toString()),
        'application/x-www-form-urlencoded',
      ),
    ).not.toBe(formKey);
  });
});
