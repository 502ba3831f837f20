import fc from 'fast-check';
import { EventData } from '@quarterdeck/plugin-ingest-common';
import {
  changedAt,
  mutateBody,
  placesIn,
  strangeValue,
} from '../__testUtils__/mutateBody';
import { githubWebhookBodies, stored } from './__testUtils__/githubFixtures';
import { githubProvider } from './githubProvider';
import { now, parse, repository } from './__testUtils__/parseDelivery';

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

const delivery = fc
  .constantFrom(...bodies)
  .chain(({ event, body }) =>
    fc.record({ event: fc.constant(event), body: mutateBody([body]) }),
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
      fc.property(fc.constantFrom(...damage), strangeValue, (path, by) => {
        const outcome = parse('workflow_run', changedAt(body, path, by));
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
