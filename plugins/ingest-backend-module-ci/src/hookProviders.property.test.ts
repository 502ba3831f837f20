import fc from 'fast-check';
import {
  eventRegistry,
  subjectSchema,
} from '@quarterdeck/plugin-ingest-common';
import { ParseOutcome } from '@quarterdeck/plugin-ingest-node';
import { HookExample, hookExamples, now } from './__testUtils__/hookExamples';
import { mutateBody } from './__testUtils__/mutateBody';

const read = ({ provider, headers }: HookExample, body: unknown) =>
  provider.parse({ headers, body, now });

/** Read or refused with a sentence and a path; what is read fits the registry. */
function expectSound(outcome: ParseOutcome): unknown[] {
  if (outcome.outcome === 'rejected') {
    expect(outcome.message).toMatch(/\.$/);
    expect(outcome.path).toEqual(expect.any(String));
  }
  if (outcome.outcome !== 'parsed') return [];
  return outcome.events.map(event => {
    expect(event.occurredAt.getTime()).not.toBeNaN();
    subjectSchema.parse(event.subject);
    for (const value of Object.values(event.correlation ?? {})) {
      expect(value.length).toBeLessThanOrEqual(1024);
    }
    return eventRegistry[event.type].parse(event.data);
  });
}

const successWord = /success|"pass|fixed|"exit_status":0/i;

const named = hookExamples.map(
  (example, index) => [`${example.provider.kind} ${index}`, example] as const,
);

describe.each(named)('%s', (_, example) => {
  it('is read whole, and tells no success', () => {
    const stored = expectSound(read(example, example.body));
    expect(stored.length).toBeGreaterThan(0);
    expect(JSON.stringify(stored)).not.toMatch(
      /"result":"success"|"state":"succeeded"/,
    );
  });

  it('damaged, is read or refused, and never a success that it does not say', () => {
    fc.assert(
      fc.property(mutateBody([example.body]), body => {
        const stored = expectSound(read(example, body));
        if (successWord.test(JSON.stringify(body) ?? '')) return;
        expect(JSON.stringify(stored)).not.toMatch(
          /"result":"success"|"state":"succeeded"/,
        );
      }),
      { numRuns: 150 },
    );
  });

  it('as any other JSON, is read or refused', () => {
    fc.assert(
      fc.property(fc.jsonValue(), body => {
        expectSound(read(example, body));
      }),
      { numRuns: 50 },
    );
  });

  it('cut off anywhere or under any header, has a key or none, and a verdict', () => {
    const bytes = Buffer.from(JSON.stringify(example.body));
    fc.assert(
      fc.property(
        fc.nat(bytes.length),
        fc.dictionary(
          fc.constantFrom(
            'x-buildkite-signature',
            'x-buildkite-token',
            'x-hub-signature',
            'x-request-uuid',
            'x-event-key',
            'signature',
            'content-type',
            'authorization',
            'x-quarterdeck-token',
            'ce-id',
            'ce-source',
            'ce-type',
          ),
          fc.oneof(
            fc.string(),
            fc.array(fc.string()),
            fc.constantFrom(
              `timestamp=1,signature=${'a'.repeat(64)}`,
              `sha256=${'a'.repeat(64)}`,
              'application/x-www-form-urlencoded',
              'A'.repeat(344),
            ),
          ),
        ),
        (length, headers) => {
          const body = bytes.subarray(0, length);
          const { provider } = example;
          const verdict = provider.verify({
            headers,
            body,
            secrets: ['', 'a-secret-nobody-guesses'],
            now,
          });
          expect(verdict.outcome).not.toBe('verified');
          const key = provider.deliveryKey({ headers, body });
          expect((key ?? '').length).toBeLessThanOrEqual(128);
        },
      ),
      { numRuns: 60 },
    );
  });
});
