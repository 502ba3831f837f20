import { createDoraDatabase, DoraDatabase } from './testing/doraDatabase';
import {
  changeEvent,
  deployEvent,
  hour,
  incidentEvent,
  instance,
  project,
  pushEvent,
  TestEvent,
  testEvent,
} from './testing/events';

/** A push of two commits and its deployment every day, and another service beside it. */
const history: TestEvent[] = Array.from({ length: 12 }, (_, i) => i).flatMap(
  i => {
    const at = i * 24;
    const push = (name: string) =>
      pushEvent(
        {
          project: name,
          before: i ? `c${i - 1}` : undefined,
          after: `c${i}`,
          commits: [`b${i}`, `c${i}`].map(sha => ({
            sha,
            message: `commit ${sha}`,
            committedAt: hour(at - 2),
            author: { login: 'ada' },
          })),
        },
        at,
      );
    const till = 'component:default/till';
    return [
      push('acme/shop'),
      push('acme/till'),
      deployEvent({ externalId: `d${i}`, sha: `c${i}` }, at + 3),
      deployEvent(
        { externalId: `t${i}`, sha: `c${i}`, project: 'acme/till' },
        at + 3,
        till,
      ),
    ];
  },
);

/** Row versions by what a row is about: another transaction, another version. */
const questions = {
  deployment: 'SELECT id AS about, xmin::text AS version FROM deployment',
  release: 'SELECT id AS about, xmin::text AS version FROM release',
  leadTime: `SELECT deployment_id || ' ' || key AS about, xmin::text AS version FROM lead_time`,
  mark: `SELECT deployment_id || ' ' || id AS about, xmin::text AS version FROM failure_mark`,
  recovery: 'SELECT id AS about, xmin::text AS version FROM recovery',
  days: `SELECT DISTINCT service_no || ' ' || day AS about, xmin::text AS version
    FROM stage_day WHERE service_no <> 0`,
};

describe('a late event', () => {
  let database: DoraDatabase;

  beforeAll(async () => {
    database = await createDoraDatabase();
  });
  beforeEach(async () => {
    await database.clear();
    await database.apply(history);
  });
  afterAll(() => database.drop());

  const versions = async () => {
    const all: string[] = [];
    for (const [name, sql] of Object.entries(questions)) {
      const result = await database.knex.raw<{
        rows: { about: string; version: string }[];
      }>(sql);
      all.push(...result.rows.map(r => `${name} ${r.about} ${r.version}`));
    }
    return new Set(all);
  };
  /** What the rows are about that another version is there of now. */
  const writtenBy = async (events: readonly TestEvent[]) => {
    const before = await versions();
    await database.apply(events);
    const now = [...(await versions())];
    return [
      ...new Set(
        now
          .filter(row => !before.has(row))
          .map(row => row.replace(/ \d+$/, '').replace(`${instance}/`, '')),
      ),
    ].sort();
  };
  /** The same tables as if everything had been known from the beginning. */
  const expectSameAsFull = async (events: readonly TestEvent[]) => {
    const late = await database.dump();
    await database.clear();
    await database.apply([...events, ...history]);
    expect(await database.dump()).toEqual(late);
  };

  it('of a deployment writes itself and its neighbour in the chain, nothing else', async () => {
    // Half of what d6 brought had arrived before.
    const late = [deployEvent({ externalId: 'late', sha: 'b6' }, 6 * 24 + 1)];
    const written = await writtenBy(late);
    expect(written.filter(row => !row.startsWith('days'))).toEqual([
      'deployment d6',
      'deployment late',
      `leadTime late ${instance}/acme/shop@b6`,
      'release late',
    ]);
    expect(written.filter(row => row.startsWith('days'))).toHaveLength(1);
    await expectSameAsFull(late);
  });

  it('of an incident writes the deployment it blames and its recovery', async () => {
    const late = [
      incidentEvent(
        {
          externalId: 'i1',
          resolvedAt: hour(3 * 24 + 6),
          causes: [{ kind: 'deployment', instance, id: 'd3' }],
        },
        3 * 24 + 4,
      ),
    ];
    expect(
      (await writtenBy(late)).map(row => row.split(' ').slice(0, 2).join(' ')),
    ).toEqual(['deployment d3', 'mark d3', 'recovery d3', 'release d3']);
    await expectSameAsFull(late);
  });

  it('told again writes nothing', async () => {
    expect(await writtenBy(history.slice(0, 8))).toEqual([]);
  });

  it('that can give no sample yet computes nothing', async () => {
    const computed = async () =>
      (await database.knex.raw('SELECT service, xmin::text FROM service')).rows;
    const before = await computed();
    const at = 9 * 24 + 1;
    const staging = { name: 'staging', tier: 'staging' as const };
    const running = { externalId: 'next', sha: 'b9', finishedAt: undefined };
    await database.apply([
      // Nobody has met it, and nobody will.
      deployEvent({ externalId: 's1', sha: 'c9', environment: staging }, at),
      deployEvent({ ...running, state: 'queued' }, at),
      deployEvent({ ...running, state: 'in_progress' }, at),
      testEvent('rollout.step.v1', {
        provider: 'argo',
        instance,
        project,
        deploymentExternalId: 'next',
        ordinal: 1,
        kind: 'set_weight',
        state: 'succeeded',
        wantedWeight: 20,
        startedAt: hour(at),
        observedAt: hour(at),
      }),
      testEvent('gate.v1', {
        provider: 'github',
        instance,
        project,
        externalId: 'g1',
        kind: 'approval',
        state: 'approved',
        deploymentExternalId: 'next',
        askedAt: hour(at - 2),
        decidedAt: hour(at - 1),
        observedAt: hour(at - 1),
      }),
      changeEvent(
        { externalId: 'p9', state: 'open', mergedAt: undefined, headSha: 'f9' },
        at,
      ),
      testEvent('change.reviewed.v1', {
        provider: 'github',
        instance,
        project,
        externalId: 'r9',
        changeExternalId: 'p9',
        state: 'approved',
        submittedAt: hour(at),
      }),
    ]);
    expect(await computed()).toEqual(before);
    // What waited counts with its end.
    await database.apply([deployEvent({ externalId: 'next', sha: 'b9' }, at)]);
    expect(await computed()).not.toEqual(before);
    const [row] = await database
      .knex('deployment')
      .where({ id: `${instance}/next` })
      .select('body');
    expect(row.body).toMatchObject({
      trafficPercent: 20,
      outcome: 'succeeded',
    });
  });

  it('that moves a deployment to another service leaves nothing with the first', async () => {
    const corrected = [
      deployEvent(
        { externalId: 'd4', sha: 'c4' },
        4 * 24 + 3,
        'component:default/till',
      ),
    ];
    await database.apply(corrected);
    const rows = await database.knex.raw<{ rows: { service: string }[] }>(
      `SELECT service FROM deployment JOIN service ON no = service_no WHERE id = ?`,
      [`${instance}/d4`],
    );
    expect(rows.rows).toEqual([{ service: 'component:default/till' }]);
    const days = await database.knex.raw<{ rows: { ok: boolean }[] }>(
      `SELECT (SELECT sum(releases) FROM release_day WHERE service_no = 0)
         = (SELECT count(*) FROM release) AS ok`,
    );
    expect(days.rows).toEqual([{ ok: true }]);
  });
});
