import fc from 'fast-check';
import { EventData } from '@quarterdeck/plugin-ingest-common';
import { githubWebhookBodies, stored } from './__testUtils__/githubFixtures';
import { githubProvider } from './githubProvider';
import { now, parse, repository } from './__testUtils__/parseDelivery';

type Path = readonly (string | number)[];

const own = [
  {
    event: 'workflow_run',
    body: {
      action: 'completed',
      repository,
      workflow: { name: 'CI' },
      workflow_run: {
        id: 1,
        run_attempt: 1,
        status: 'completed',
        conclusion: 'success',
        updated_at: '2026-03-01T10:00:00Z',
        pull_requests: [
          { number: 7, url: 'https://api.github.com/repos/a/b/pulls/7' },
        ],
        head_commit: { id: 'a', author: { name: 'Nia' } },
      },
    },
  },
  { event: 'create', body: { repository, ref: 'x', ref_type: 'branch' } },
];

/** Bodies as GitHub sends them, one of each kind at least. */
const bodies = [
  ...own,
  ...githubWebhookBodies().map(({ event, body }) => ({ event, body })),
];

/** Every place in a document, down to five levels. */
function placesIn(value: unknown, depth = 0): Path[] {
  if (typeof value !== 'object' || value === null || depth === 5) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    [key],
    ...placesIn(child, depth + 1).map(path => [key, ...path]),
  ]);
}

/** The document with one place removed (`undefined`) or replaced. */
function changed(
  value: unknown,
  [key, ...rest]: Path,
  replacement: unknown,
): unknown {
  if (key === undefined) return replacement;
  if (typeof value !== 'object' || value === null) return value;
  const child = changed(Reflect.get(value, key), rest, replacement);
  if (!Array.isArray(value)) return { ...value, [key]: child };
  // An earlier change may have put another list here, with other places.
  return value.map((item, index) => (String(index) === key ? child : item));
}

const replacement = fc.oneof(
  fc.constant(undefined),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom<unknown>(
    null,
    '',
    '0000-00-00T00:00:00Z',
    '9999-12-31T23:59:60Z',
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)',
    '\u0000',
    '\ud800',
    'x'.repeat(70_000),
    '<img src=x onerror=alert(1)>',
    Number.MAX_SAFE_INTEGER,
    Number.MAX_VALUE,
    -1,
    0.5,
    [],
    {},
    Array.from({ length: 3000 }, () => ({})),
  ),
);

const delivery = fc.constantFrom(...bodies).chain(({ event, body }) =>
  fc.record({
    event: fc.constant(event),
    body: fc
      .array(fc.tuple(fc.constantFrom(...placesIn(body)), replacement), {
        minLength: 1,
        maxLength: 4,
      })
      .map(changes =>
        changes.reduce<unknown>(
          (value, [path, by]) => changed(value, path, by),
          body,
        ),
      ),
  }),
);

function expectSound(event: string, body: unknown): void {
  const outcome = parse(event, body);
  if (outcome.outcome === 'rejected') {
    expect(outcome.message).toMatch(/\.$/);
    expect(outcome.path).toEqual(expect.any(String));
  }
  if (outcome.outcome !== 'parsed') return;
  for (const parsedEvent of outcome.events) {
    stored(parsedEvent);
    expect(parsedEvent.occurredAt.getTime()).not.toBeNaN();
  }
}

describe('whatever GitHub or anybody else sends', () => {
  it('a damaged delivery is read or refused with a sentence, and what is read fits the registry', () => {
    fc.assert(
      fc.property(delivery, ({ event, body }) => expectSound(event, body)),
      { numRuns: 1500 },
    );
  });

  it('any JSON under any event name is read or refused likewise', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'push',
          'workflow_run',
          'workflow_job',
          'release',
          'check_run',
          'deployment_review',
        ),
        fc.jsonValue(),
        expectSound,
      ),
      { numRuns: 500 },
    );
  });

  it('any header is read without a throw', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'x-github-event',
            'x-hub-signature-256',
            'x-hub-signature',
            'x-github-delivery',
            'x-github-enterprise-host',
          ),
          fc.oneof(
            fc.string(),
            fc.array(fc.string()),
            fc.constantFrom('push', `sha256=${'z'.repeat(64)}`),
          ),
        ),
        headers => {
          const body = Buffer.from('{}');
          githubProvider.verify({ headers, body, secrets: ['s'], now });
          githubProvider.deliveryKey({ headers, body });
          githubProvider.parse({
            headers,
            body: { repository: { full_name: 'a/b' } },
            now,
          });
        },
      ),
    );
  });

  it('a run keeps its key, whatever else is damaged', () => {
    const [{ body }] = own;
    const damage = placesIn(body).filter(
      path =>
        path[0] === 'workflow_run' &&
        path.length > 1 &&
        !['id', 'run_attempt'].includes(String(path[1])),
    );
    fc.assert(
      fc.property(fc.constantFrom(...damage), replacement, (path, by) => {
        const outcome = parse('workflow_run', changed(body, path, by));
        if (outcome.outcome !== 'parsed')
          throw new Error(JSON.stringify(outcome));
        const [event] = outcome.events;
        if (event.type !== 'ci.run.v1') throw new Error(event.type);
        const key: Partial<Record<keyof EventData<'ci.run.v1'>, unknown>> =
          event.data;
        expect([key.externalId, key.attempt, key.instance]).toEqual([
          '1',
          1,
          'github.com',
        ]);
      }),
    );
  });
});
