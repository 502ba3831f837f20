import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { now, storedEvents } from '../__testUtils__/hookExamples';
import { cdeventsProvider } from './cdeventsProvider';

const folder = resolve(
  __dirname,
  '../../../../../shared/fixtures/delivery/cdevents-v0.5.1',
);
const present = existsSync(folder);
if (!present) {
  // eslint-disable-next-line no-console
  console.warn(`Not compared with cdevents-v0.5.1: ${folder} does not exist.`);
}

const eventSchema = z.looseObject({
  context: z.looseObject({
    id: z.string(),
    source: z.string(),
    type: z.string(),
  }),
  subject: z.looseObject({
    content: z.looseObject({ outcome: z.string().optional() }),
  }),
});

const readEvent = (...path: string[]) =>
  eventSchema.parse(JSON.parse(readFileSync(join(folder, ...path), 'utf8')));

const bodies = present
  ? [
      ...readdirSync(join(folder, 'conformance')).map(
        file =>
          [file.replace('.json', ''), readEvent('conformance', file)] as const,
      ),
      ['custom', readEvent('custom', 'conformance.json')] as const,
    ]
  : [];

/** What each subject becomes; all others are understood and passed by. */
const becomes: Record<string, string[]> = {
  branch: ['ref.changed.v1'],
  build: ['ci.run.v1', 'ci.job.v1'],
  change: ['change.v1'],
  incident: ['incident.v1'],
  pipelinerun: ['ci.run.v1'],
  service: ['deployment.v1'],
  taskrun: ['ci.job.v1'],
  testcaserun: ['ci.run.v1', 'ci.job.v1'],
  testsuiterun: ['ci.run.v1'],
};

const exceptions: Record<string, string[]> = {
  change_reviewed: ['change.reviewed.v1'],
  // It names the run of its suite.
  testcaserun_skipped: ['ci.job.v1'],
};

const parse = (body: unknown, headers = {}) =>
  cdeventsProvider.parse({ headers, body, now });

const typesOf = (outcome: ReturnType<typeof parse>) =>
  outcome.outcome === 'parsed'
    ? storedEvents(outcome).map(({ type }) => type)
    : [];

const describeFixtures: (name: string, tests: () => void) => void = present
  ? describe
  : name =>
      it(`${name} are not read, since they are absent`, () => {
        expect(present).toBe(false);
      });

describeFixtures('the conformance events of CDEvents 0.5.1', () => {
  it('are 45 and one custom event', () => {
    expect(bodies).toHaveLength(46);
  });

  it.each(bodies)('%s is accepted', (name, body) => {
    const outcome = parse(body);
    expect(outcome.outcome).not.toBe('rejected');
    expect(typesOf(outcome)).toEqual(
      exceptions[name] ?? becomes[name.split('_')[0]] ?? [],
    );
    expect(outcome).toMatchObject({ parsedAs: body.context.type });
  });

  it.each(bodies)(
    '%s is read alike in structured and binary mode',
    (_, body) => {
      const { id, source, type } = body.context;
      const bare = parse(body);
      const structured = { specversion: '1.0', id, source, type, data: body };
      expect(parse(structured)).toEqual(bare);
      const headers = { 'ce-id': id, 'ce-source': source, 'ce-type': type };
      expect(parse(body, headers)).toEqual(bare);
    },
  );

  it.each(bodies)('%s is read alike as 0.3, 0.4 and 0.6-draft', (_, body) => {
    const { specversion, ...context } = body.context;
    expect(specversion).toBe('0.5.1');
    for (const version of [
      { version: '0.3.0' },
      { version: '0.4.1' },
      { specversion: '0.6.0-draft' },
    ]) {
      const other = { ...body, context: { ...context, ...version } };
      expect(parse(other)).toEqual(parse(body));
    }
  });

  it.each(bodies)('%s tells a success only where it says so', (_, body) => {
    const outcome = parse(body);
    const stored = outcome.outcome === 'parsed' ? storedEvents(outcome) : [];
    const successes = stored.filter(
      ({ data }) => 'result' in data && data.result === 'success',
    );
    const said = body.subject.content.outcome === 'success';
    expect(successes.length > 0).toBe(said);
  });
});
