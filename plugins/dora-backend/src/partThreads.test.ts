import { defaultSettings } from '@quarterdeck/plugin-dora-common';
import { projectBatch } from './projector';
import { createPartThreads } from './service/partThreads';
import { createPartComputer, Part, PartComputer } from './service/parts';
import { createDoraDatabase, DoraDatabase } from './testing/doraDatabase';
import {
  asBatch,
  deployEvent,
  hour,
  incidentEvent,
  instance,
  pushEvent,
} from './testing/events';

const names = ['acme/shop', 'acme/till', 'acme/mail', 'acme/bücher'];
const entityOf = (name: string) => `component:default/${name.slice(5)}`;

const events = names.flatMap(name => [
  ...[0, 1, 2, 3].flatMap(i => [
    pushEvent(
      {
        project: name,
        before: i ? `c${i - 1}` : undefined,
        after: `c${i}`,
        commits: [`b${i}`, `c${i}`].map(sha => ({
          sha,
          message: `Zeile "${sha}" \\ mit\tTab, 船`,
          committedAt: hour(i * 24 - 2),
          author: { login: 'ada' },
        })),
      },
      i * 24,
    ),
    deployEvent(
      {
        externalId: `${name.slice(5)}-${i}`,
        project: name,
        sha: `c${i}`,
      },
      i * 24 + 3,
      entityOf(name),
    ),
  ]),
  incidentEvent(
    {
      externalId: `i-${name}`,
      resolvedAt: hour(3 * 24 + 6),
      causes: [{ kind: 'deployment', instance, id: `${name.slice(5)}-2` }],
    },
    2 * 24 + 4,
    entityOf(name),
  ),
]);

describe('computing in threads', () => {
  let database: DoraDatabase;
  let parts: Part[];
  const threads: PartComputer[] = [];
  const started = () => {
    const made = createPartThreads(database.knex, {
      threads: 2,
      // Outside Jest, TypeScript needs the transform of the portal's own start.
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
    });
    threads.push(made);
    return made;
  };
  const gatheredBy = async (computer: PartComputer) => {
    const all = await Promise.all(parts.map(part => computer.compute(part)));
    return all.map(({ copies, ...rest }) => ({
      ...rest,
      copies: copies.map(({ pieces, ...copy }) => ({
        ...copy,
        bytes: Buffer.concat(pieces).toString('hex'),
      })),
    }));
  };

  beforeAll(async () => {
    database = await createDoraDatabase();
    await database.knex.transaction(tx => projectBatch(asBatch(events, 1), tx));
    const services: string[] = await database
      .knex('deployment_fact')
      .distinct('service')
      .orderBy('service')
      .pluck('service');
    parts = services.map((service, i) => ({
      services: [{ service, no: i + 1, settings: defaultSettings }],
    }));
  });
  afterEach(() => Promise.all(threads.splice(0).map(made => made.stop())));
  afterAll(() => database.drop());

  it('gives byte for byte what computing here gives', async () => {
    const here = await gatheredBy(createPartComputer(database.knex));
    expect(here.flatMap(({ notes }) => notes)).toHaveLength(names.length);
    expect(here[0].copies.map(({ table }) => table)).toContain('lead_time');
    expect(await gatheredBy(started())).toEqual(here);
  });

  it('says what the database did not answer', async () => {
    const made = started();
    await database.knex.raw('ALTER TABLE push_fact RENAME TO push_gone');
    try {
      await expect(made.compute(parts[0])).rejects.toThrow('push_fact');
    } finally {
      await database.knex.raw('ALTER TABLE push_gone RENAME TO push_fact');
    }
    expect((await made.compute(parts[0])).notes).toHaveLength(1);
  });

  it('fails what a thread has when it ends, and all that comes later', async () => {
    const made = started();
    const asked = Promise.allSettled(parts.map(part => made.compute(part)));
    await made.stop();
    for (const { status } of await asked) expect(status).toBe('rejected');
    await expect(made.compute(parts[0])).rejects.toThrow('ended');
  });
});
