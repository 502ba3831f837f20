import { Knex } from 'knex';
import { migrationsDirectory } from '../projection';
import { createDoraDatabase, DoraDatabase } from '../testing/doraDatabase';
import {
  deployEvent,
  hour,
  incidentEvent,
  instance,
  pushEvent,
  TestEvent,
} from '../testing/events';
import { readOwnFigures } from './ownFigures';

const names = ['shop', 'till', 'search'];

/** Six weeks of three services; every seventh deployment breaks something. */
const history = names.flatMap((name, s) =>
  Array.from({ length: 30 }, (_, i): TestEvent[] => {
    const at = 3 + 33 * i + 7 * s;
    const project = `acme/${name}`;
    const sha = `${name}${i}`;
    const externalId = `${name}-${i}`;
    const service = `component:default/${name}`;
    return [
      pushEvent(
        {
          project,
          before: i === 0 ? undefined : `${name}${i - 1}`,
          after: sha,
          commits: [0, 1].map(part => ({
            sha: part ? sha : `${sha}x`,
            // Up to 80 days: more than four bytes of milliseconds hold.
            committedAt: hour(at - 1 - ((i * 37 + s * 11 + part) % 1920)),
          })),
        },
        at - 0.5,
      ),
      deployEvent({ externalId, project, sha }, at, service),
      ...(i % 7 === 3
        ? [
            incidentEvent(
              {
                externalId: `i-${externalId}`,
                causes: [{ kind: 'deployment', instance, id: externalId }],
                startedAt: hour(at + 1),
                resolvedAt: hour(at + 2 + i),
              },
              at + 1,
              service,
            ),
          ]
        : []),
    ];
  }).flat(),
);

const weeks = async (knex: Knex) =>
  (await knex('service_week').select().orderBy(['service_no', 'week'])).map(
    row => JSON.stringify(row),
  );

/** The weeks as an upgrade makes them of the samples that are there. */
async function madeAnew(knex: Knex) {
  const migration = {
    directory: migrationsDirectory(),
    name: '20261122900000_dora_service_week.js',
  };
  await knex.migrate.down(migration);
  await knex.migrate.up(migration);
  return weeks(knex);
}

/** The same values, asked of the samples. */
async function ofSamples(knex: Knex, no: number, from: number, to: number) {
  const range = [no, new Date(from), new Date(to)];
  const one = async (sql: string) =>
    (await knex.raw<{ rows: Record<string, number | null>[] }>(sql, range))
      .rows[0];
  const lead = await one(
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) / 1000 AS value
     FROM lead_time WHERE service_no = ? AND deployed_at >= ? AND deployed_at < ?`,
  );
  const recovery = await one(
    `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) / 1000 AS value
     FROM recovery WHERE service_no = ? AND recovered_at >= ? AND recovered_at < ?`,
  );
  const releases = await one(
    `SELECT count(*) FILTER (WHERE succeeded)::int AS deployments,
       (count(*) FILTER (WHERE met AND failed))::float8
         / nullif(count(*) FILTER (WHERE met), 0) AS fail,
       (count(*) FILTER (WHERE met AND rework))::float8
         / nullif(count(*) FILTER (WHERE met), 0) AS rework
     FROM release WHERE service_no = ? AND finished_at >= ? AND finished_at < ?`,
  );
  return {
    leadSeconds: lead.value,
    recoverySeconds: recovery.value,
    deployments: releases.deployments,
    failRatio: releases.fail,
    reworkRatio: releases.rework,
  };
}

describe('weeks of a service', () => {
  let database: DoraDatabase;

  beforeAll(async () => {
    database = await createDoraDatabase();
    await database.apply(history, 50);
  });
  afterAll(() => database.drop());

  it('are what the samples say, also after late events, and after an upgrade', async () => {
    const { knex } = database;
    const first = await weeks(knex);
    expect(first.length).toBeGreaterThan(15);
    expect(await madeAnew(knex)).toEqual(first);
    await database.apply([
      // A failure becomes known, and a deployment between two others.
      incidentEvent(
        {
          externalId: 'late',
          causes: [{ kind: 'deployment', instance, id: 'till-8' }],
        },
        900,
        'component:default/till',
      ),
      deployEvent(
        { externalId: 'between', project: 'acme/shop', sha: 'shop4x' },
        3 + 33 * 4 - 0.2,
        'component:default/shop',
      ),
    ]);
    const later = await weeks(knex);
    expect(later).not.toEqual(first);
    expect(await madeAnew(knex)).toEqual(later);
  });

  it.each([
    ['all of it', 0, 2000],
    ['from within a week to within another', 100.25, 777.5],
    ['within one week', 200, 230],
    ['from the beginning of a week to its end', 48 + 168, 48 + 336],
    ['nothing', 1900, 1950],
  ])('tell a service’s own values of %s', async (_name, from, to) => {
    const { knex } = database;
    const rows = await knex<{ no: number }>('service').select('no');
    const numbers = rows.map(({ no }) => no);
    const slice = { from: Date.parse(hour(from)), to: Date.parse(hour(to)) };
    const own = await readOwnFigures(knex, numbers, slice, 'recovered');
    for (const no of numbers) {
      expect(own.get(no)).toEqual(
        await ofSamples(knex, no, slice.from, slice.to),
      );
    }
  });
});
