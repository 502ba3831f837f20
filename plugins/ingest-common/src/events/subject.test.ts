import fc from 'fast-check';
import { claimKeys, parseSubjectKey, Subject, subjectKey } from './subject';

const part = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const maybePart = fc.option(part, { nil: undefined });

/** Any subject; absent parts are absent, as a schema leaves them. */
const subject: fc.Arbitrary<Subject> = fc
  .record({
    instance: fc.oneof(
      part,
      fc.constantFrom('github.com', 'ci.acme.example/jenkins', 'a%2Fb'),
    ),
    project: fc.oneof(
      part,
      fc.constantFrom('acme/shop', 'a#b', 'a%23b', 'a%2523b', '/'),
    ),
    workflow: fc.oneof(
      maybePart,
      fc.constantFrom('C/D & more', 'a=b&c=d', '+', '%'),
    ),
    environment: maybePart,
    path: maybePart,
  })
  .map(parts => ({
    instance: parts.instance,
    project: parts.project,
    ...(parts.workflow !== undefined && { workflow: parts.workflow }),
    ...(parts.environment !== undefined && { environment: parts.environment }),
    ...(parts.path !== undefined && { path: parts.path }),
  }));

describe('subjectKey', () => {
  it.each<[Subject, string]>([
    [{ instance: 'github.com', project: 'acme/shop' }, 'github.com/acme/shop'],
    [
      { instance: 'github.com', project: 'acme/shop', workflow: 'CI' },
      'github.com/acme/shop#workflow=CI',
    ],
    [
      { project: 'p', instance: 'i', path: 'a b', environment: 'prod' },
      'i/p#environment=prod&path=a+b',
    ],
    [
      { instance: 'ci.acme.example/jenkins', project: 'a#1' },
      'ci.acme.example%2Fjenkins/a%231',
    ],
  ])('writes %j as %s', (value, key) => {
    expect(subjectKey(value)).toBe(key);
  });

  it('can be undone for every subject', () => {
    fc.assert(
      fc.property(subject, value => {
        expect(parseSubjectKey(subjectKey(value))).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same for equal subjects only', () => {
    fc.assert(
      fc.property(subject, subject, (a, b) => {
        const equal =
          JSON.stringify(parseSubjectKey(subjectKey(a))) ===
          JSON.stringify(parseSubjectKey(subjectKey(b)));
        expect(subjectKey(a) === subjectKey(b)).toBe(equal);
      }),
    );
  });
});

describe('parseSubjectKey', () => {
  it.each([
    '',
    'github.com',
    '/acme',
    'github.com/',
    '#workflow=CI',
    'github.com/a#workflow=',
  ])('says that %j is no subject', key => {
    expect(parseSubjectKey(key)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), key => {
        parseSubjectKey(key);
      }),
    );
  });
});

describe('claimKeys', () => {
  it('asks for the narrowest claim first and for the whole project last', () => {
    expect(
      claimKeys({
        instance: 'github.com',
        project: 'acme/shop',
        workflow: 'CI',
        environment: 'prod',
        path: 'web',
      }),
    ).toEqual([
      'github.com/acme/shop#workflow=CI&environment=prod&path=web',
      'github.com/acme/shop#workflow=CI',
      'github.com/acme/shop#environment=prod',
      'github.com/acme/shop#path=web',
      'github.com/acme/shop',
    ]);
  });

  it('never asks for the whole project before what narrows it', () => {
    expect(
      claimKeys({
        instance: 'github.com',
        project: 'acme/shop',
        environment: 'prod',
        path: 'web',
      }),
    ).toEqual([
      'github.com/acme/shop#environment=prod&path=web',
      'github.com/acme/shop#environment=prod',
      'github.com/acme/shop#path=web',
      'github.com/acme/shop',
    ]);
  });

  it('names no key twice', () => {
    expect(claimKeys({ instance: 'github.com', project: 'acme/shop' })).toEqual(
      ['github.com/acme/shop'],
    );
    fc.assert(
      fc.property(subject, value => {
        const keys = claimKeys(value);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys[0]).toBe(subjectKey(value));
        expect(keys.at(-1)).toBe(
          subjectKey({ instance: value.instance, project: value.project }),
        );
      }),
    );
  });
});
