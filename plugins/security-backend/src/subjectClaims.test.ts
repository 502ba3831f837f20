import fc from 'fast-check';
import {
  FindingWorld,
  hours,
  search,
  shop,
  startFindingWorld,
} from './__testUtils__/startFindingWorld';
import {
  claimEvent,
  codeFinding,
  day,
  packageFinding,
  scan,
  TestScan,
} from './testing/scans';
import {
  createSecurityDatabase,
  SecurityDatabase,
} from './testing/securityDatabase';

const subject = 'git.example/acme/till';
const unclaimed = 'unclaimed:default/acme-till';

const component = (name: string) => ({
  record: 'component' as const,
  ref: `${name}@1`,
  package: { name, version: '1', purl: `pkg:npm/${name}@1` },
});

/** What a project sends: two scans, an SBOM, and a VEX document. */
const sent = (at: (hour: number) => string): TestScan[] => [
  scan([codeFinding({ ruleId: 'a' }), packageFinding('CVE-2026-5')], {
    at: at(1),
    entityRef: null,
    subject: `${subject}#workflow=CI`,
  }),
  scan([codeFinding({ ruleId: 'a' }), codeFinding({ ruleId: 'b' })], {
    at: at(2),
    entityRef: null,
    subject: `${subject}#workflow=CI`,
  }),
  scan([component('left-rope')], {
    at: at(3),
    entityRef: null,
    subject,
    data: { category: 'sbom', tool: undefined },
  }),
  scan([packageFinding('CVE-2026-5')], {
    at: at(3),
    entityRef: null,
    subject,
    data: { tool: 'crateview' },
  }),
  scan(
    [
      {
        record: 'vex',
        at: '/statements/0',
        vulnerabilityIds: ['CVE-2026-5'],
        status: 'not_affected',
        nativeStatus: 'not_affected',
        justification: 'component_not_present',
        product: { purl: 'pkg:npm/left-rope@1.2.0' },
      },
    ],
    {
      at: at(4),
      entityRef: null,
      subject,
      data: { category: 'vex', format: 'openvex' },
    },
  ),
];

describe('scans of a subject', () => {
  let database: SecurityDatabase;
  beforeAll(async () => {
    database = await createSecurityDatabase();
  });
  afterAll(() => database?.drop());
  beforeEach(() => database.clear());

  const entities = async () => {
    const { rows } = await database.knex.raw<{ rows: { ref: string }[] }>(
      `SELECT DISTINCT ref FROM (
         SELECT entity_ref AS ref FROM finding UNION ALL SELECT entity_ref FROM scan_target
         UNION ALL SELECT entity_ref FROM scan_import UNION ALL SELECT entity_ref FROM sbom_document
         UNION ALL SELECT entity_ref FROM vex_document UNION ALL SELECT entity_ref FROM vex_statement
         UNION ALL SELECT entity_ref FROM entity_count) t ORDER BY 1`,
    );
    return rows.map(({ ref }) => ref);
  };

  it('are the same whenever it is claimed, and however often', async () => {
    const scans = sent(day);
    const claims = [
      claimEvent('acme/till', search),
      claimEvent('acme/till', shop),
    ];
    const dumps = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(
          [...scans.map(() => 'scan'), 'claim', 'claim'] as const,
          { minLength: scans.length + 2 },
        ),
        fc.boolean(),
        async (order, again) => {
          await database.clear();
          let nextScan = 0;
          let nextClaim = 0;
          for (const what of order) {
            if (what === 'scan') {
              await database.import(scans[nextScan]);
              nextScan += 1;
            } else {
              await database.claim(claims[nextClaim]);
              nextClaim += 1;
            }
          }
          if (again) await database.claim(claims[1]);
          expect(await entities()).toEqual([shop]);
          const { deployment_claim: _, ...tables } = await database.dump();
          dumps.add(JSON.stringify(tables));
        },
      ),
      { numRuns: 12 },
    );
    expect(dumps.size).toBe(1);
  });

  it('are nobody’s until it is claimed, and again when it is given up', async () => {
    await database.import(...sent(day));
    expect(await entities()).toEqual([unclaimed]);
    await database.claim(claimEvent('acme/till', shop));
    expect(await entities()).toEqual([shop]);
    await database.claim(claimEvent('acme/till', null));
    expect(await entities()).toEqual([unclaimed]);
  });

  it('go on where they were when it moves: nothing is found again', async () => {
    const [first, second] = sent(day);
    await database.import(first);
    await database.claim(claimEvent('acme/till', shop));
    await database.import(second);
    const rows = await database
      .knex('scan_import')
      .select('created', 'fixed', 'unchanged', 'entity_ref')
      .orderBy('scanned_at');
    expect(rows).toEqual([
      { created: 2, fixed: 0, unchanged: 0, entity_ref: shop },
      { created: 1, fixed: 1, unchanged: 1, entity_ref: shop },
    ]);
  });

  it('tell the gates of the entity that got them', async () => {
    await database.import(
      scan([codeFinding({ ruleId: 'a' })], {
        at: day(1),
        entityRef: null,
        subject,
        data: { commit: 'abc1234567' },
      }),
    );
    const told = await database.claim(claimEvent('acme/till', shop));
    expect(told).toMatchObject([
      {
        type: 'security.scanned.v1',
        entityRef: shop,
        data: { open: { high: 1 } },
      },
    ]);
  });

  it('that are of a part of a project follow the claim of that part', async () => {
    await database.import(...sent(day));
    await database.claim(claimEvent('acme/till', shop));
    await database.claim({
      ...claimEvent('acme/till', search),
      data: {
        subject: {
          instance: 'git.example',
          project: 'acme/till',
          workflow: 'CI',
        },
        entityRef: search,
        claimedBy: 'user:default/ada',
      },
    });
    const rows = await database
      .knex('scan_target')
      .select('tool', 'entity_ref')
      .orderBy('tool');
    expect(rows).toEqual([
      { tool: 'crateview', entity_ref: shop },
      { tool: 'lookout', entity_ref: search },
    ]);
  });
});

describe('what people said of findings', () => {
  let world: FindingWorld;
  beforeAll(async () => {
    world = await startFindingWorld();
  });
  afterAll(() => world?.stop());

  it('follows a claimed subject, in the rebuilt tables too', async () => {
    const at = (hour: number) => hours(hour - 9);
    await world.tell(...sent(at).slice(0, 2));
    await world.eventLog.append([claimEvent('acme/till', shop)]);
    await world.log.drain('security');
    const id = async (rule: string, entity: string) => {
      const { body } = await world.get(
        `/v1/findings?rule=${rule}&entity=${entity}`,
      );
      return body.items[0]?.id;
    };
    const [a, b] = [await id('a', shop), await id('b', shop)];
    const act = (finding: string, action: object) =>
      world.post(`/v1/findings/${finding}/actions`).send(action);
    await act(a, {
      action: 'set_state',
      state: 'false_positive',
      reason: 'only in tests',
    });
    await act(a, { action: 'comment', text: 'asked the team' });
    await act(b, {
      action: 'accept_risk',
      owner: 'group:default/pay',
      reason: 'behind the door',
      expiresAt: hours(90),
    });
    const rule = await world.post('/v1/acceptances').send({
      scope: { of: 'rule', rule: 'a', entities: [shop] },
      owner: 'group:default/pay',
      reason: 'of this entity',
      expiresAt: hours(90),
    });
    const count = async (entity: string) =>
      (await world.get(`/v1/findings?entity=${entity}&withTotal=true`)).body
        .total.count;
    const before = await count(shop);
    await world.eventLog.append([claimEvent('acme/till', search)]);
    await world.log.drain('security');

    expect([await id('a', search), await id('b', search)]).toEqual([a, b]);
    expect(await count(shop)).toBe(before - 3);
    expect((await world.get(`/v1/findings/${a}`)).body).toMatchObject({
      entityRef: search,
      state: 'false_positive',
      stateReason: 'only in tests',
    });
    const accepted = (await world.get(`/v1/findings/${b}`)).body;
    expect(accepted).toMatchObject({
      state: 'risk_accepted',
      acceptance: { owner: 'group:default/pay' },
    });
    const history = (await world.get(`/v1/findings/${a}/history`)).body.items;
    expect(history.map((item: { kind: string }) => item.kind)).toEqual(
      expect.arrayContaining(['comment', 'state']),
    );
    const records = async (table: string) =>
      new Set(await world.knex(table).pluck('entity_ref'));
    for (const table of [
      'finding_triage',
      'finding_decision',
      'finding_comment',
    ]) {
      expect([table, await records(table)]).toEqual([table, new Set([search])]);
    }
    expect(
      (await world.get(`/v1/acceptances?entity=${search}`)).body.items.map(
        (one: { reason: string }) => one.reason,
      ),
    ).toEqual(['behind the door']);
    // Who accepted a rule for an entity accepted it for no other.
    expect(
      (await world.get(`/v1/acceptances/${rule.body.id}`)).body.scope.entities,
    ).toEqual([shop]);

    const tables = await world.knex('finding').orderBy('finding_id');
    await world.log.admin.rebuildReader('security');
    await world.log.rebuilt('security');
    expect(await world.knex('finding').orderBy('finding_id')).toEqual(tables);
    expect(await records('finding_triage')).toEqual(new Set([search]));
  });
});
