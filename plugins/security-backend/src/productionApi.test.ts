import fc from 'fast-check';
import {
  codeFinding,
  GateWorld,
  hours,
  packageFinding,
  startGateWorld,
} from './__testUtils__/startGateWorld';
import { deployment, projectClaim } from './testing/deployments';

const old = '01d0000000000000';
const fixed = 'f1xed00000000000';

describe('what runs in production', () => {
  let world: GateWorld;
  beforeAll(async () => {
    world = await startGateWorld();
  });
  afterAll(() => world?.stop());

  const tell = async (
    ...events: Parameters<GateWorld['eventLog']['append']>[0]
  ) => {
    await world.eventLog.append(events);
    await world.log.drain('security');
  };
  const idOf = async (entity: string, rule: string) => {
    const { body } = await world.get(
      `/v1/findings?entity=${entity}&rule=${rule}&state=open,fixed`,
    );
    return body.items[0].id;
  };
  const inProduction = async (entity: string, rule: string) => {
    const { body } = await world.get(
      `/v1/findings/${await idOf(entity, rule)}`,
    );
    return body.inProduction;
  };
  /** A finding that was there at one commit and is fixed at the next. */
  const fixedLater = async () => {
    const entity = world.fresh();
    const stays = codeFinding({ ruleId: 'stays' });
    await world.scanned(entity, [codeFinding({ ruleId: 'goes' }), stays], {
      at: hours(-5),
      data: { commit: old },
    });
    await world.scanned(entity, [stays], {
      at: hours(-3),
      data: { commit: fixed },
    });
    return entity;
  };

  it('is unknown without a deployment, and when its commit was never scanned', async () => {
    const entity = await fixedLater();
    expect(await inProduction(entity, 'stays')).toEqual({
      answer: 'unknown',
      environment: null,
      version: null,
    });
    await tell(
      deployment(
        { externalId: 'd1', at: hours(-2), sha: 'eeee000000000000' },
        entity,
      ),
    );
    expect(await inProduction(entity, 'stays')).toEqual({
      answer: 'unknown',
      environment: 'production',
      version: 'eeee00000000',
    });
  });

  it('of what several tools found is known by any that scanned what runs', async () => {
    const entity = world.fresh();
    const scanned = (
      tool: string,
      has: boolean,
      hour: number,
      commit: string,
    ) =>
      world.scanned(
        entity,
        has ? [packageFinding('CVE-2026-900', { tool: { name: tool } })] : [],
        { at: hours(hour), data: { tool, category: 'dependency', commit } },
      );
    const ask = async () => {
      const { body } = await world.get(
        `/v1/findings?entity=${entity}&state=open`,
      );
      const one = await world.get(`/v1/findings/${body.items[0].id}`);
      return one.body.inProduction;
    };
    // One tool scans what is deployed, the other the branch alone.
    await scanned('crateview', true, -6, old);
    await scanned('lookout', true, -5, 'aaaa000000000000');
    await tell(
      deployment({ externalId: 'merged', at: hours(-4), sha: old }, entity),
    );
    expect(await ask()).toMatchObject({
      answer: 'yes',
      environment: 'production',
    });
    // What runs now has it not by one; the other still has it and did not look.
    await scanned('crateview', false, -3, fixed);
    await tell(
      deployment({ externalId: 'later', at: hours(-2), sha: fixed }, entity),
    );
    expect(await ask()).toMatchObject({
      answer: 'unknown',
      environment: 'production',
    });
    await scanned('lookout', true, -1, fixed);
    expect(await ask()).toMatchObject({ answer: 'yes' });
  });

  it('has what its commit had: a fix counts when it is deployed', async () => {
    const entity = await fixedLater();
    const at = (externalId: string, sha: string, hour: number) =>
      deployment(
        { externalId, at: hours(hour), sha, version: `v-${externalId}` },
        entity,
      );
    await tell(at('d2', old.slice(0, 8).toUpperCase(), -4));
    expect(await inProduction(entity, 'goes')).toEqual({
      answer: 'yes',
      environment: 'production',
      version: 'v-d2',
    });
    await tell(at('d3', fixed, -2));
    expect((await inProduction(entity, 'goes')).answer).toBe('no');
    expect(await inProduction(entity, 'stays')).toMatchObject({
      answer: 'yes',
      version: 'v-d3',
    });
    // Rolled back: what was gone is there again.
    await tell(at('d4', old, -1));
    expect((await inProduction(entity, 'goes')).answer).toBe('yes');
  });

  it('does not count what failed, and not other environments', async () => {
    const entity = await fixedLater();
    await tell(
      deployment(
        { externalId: 'd5', at: hours(-2), sha: old, state: 'failed' },
        entity,
      ),
      deployment(
        {
          externalId: 'd6',
          at: hours(-2),
          sha: old,
          environment: { name: 'staging', tier: 'staging' },
        },
        entity,
      ),
    );
    expect((await inProduction(entity, 'goes')).answer).toBe('unknown');
  });

  it('is known by the digest of the image, in each region of its own', async () => {
    const entity = world.fresh();
    const digest = `sha256:${'ab'.repeat(32)}`;
    await world.scanned(entity, [codeFinding({ ruleId: 'image' })], {
      data: { scan: { digests: [digest] } },
    });
    const region = (externalId: string, name: string, of: string) =>
      deployment(
        {
          externalId,
          at: hours(-1),
          region: name,
          artifacts: [{ name: 'shop', digest: of }],
        },
        entity,
      );
    await tell(region('d7', 'north', `sha256:${'cd'.repeat(32)}`));
    expect((await inProduction(entity, 'image')).answer).toBe('unknown');
    await tell(
      region('d8', 'south', digest.toUpperCase().replace('SHA', 'sha')),
    );
    expect((await inProduction(entity, 'image')).answer).toBe('yes');
  });

  it('is what a scan of the environment saw after the deployment', async () => {
    const entity = world.fresh();
    await tell(deployment({ externalId: 'd9', at: hours(-3) }, entity));
    await world.scanned(entity, [codeFinding({ ruleId: 'live' })], {
      data: { environment: 'production', commit: undefined },
    });
    expect((await inProduction(entity, 'live')).answer).toBe('yes');
  });

  it('belongs to whom its project is claimed for, also what came before the claim', async () => {
    const entity = await fixedLater();
    await tell(deployment({ externalId: 'd10', at: hours(-2), sha: old }));
    expect((await inProduction(entity, 'goes')).answer).toBe('unknown');
    await tell(projectClaim(entity));
    expect((await inProduction(entity, 'goes')).answer).toBe('yes');
    await tell(projectClaim(null));
    expect((await inProduction(entity, 'goes')).answer).toBe('unknown');
  });

  it('is the same in whatever order its deployments are told, and how often', async () => {
    const entity = await fixedLater();
    const reports = (run: number) => [
      deployment(
        {
          externalId: `p${run}-1`,
          at: hours(-4),
          sha: old,
          finishedAt: undefined,
          state: 'in_progress',
        },
        entity,
      ),
      deployment({ externalId: `p${run}-1`, at: hours(-3), sha: old }, entity),
      deployment(
        {
          externalId: `p${run}-1`,
          at: hours(-2),
          finishedAt: undefined,
          state: 'superseded',
        },
        entity,
      ),
      deployment(
        { externalId: `p${run}-2`, at: hours(-2), sha: fixed, version: 'v2' },
        entity,
      ),
    ];
    let run = 0;
    const order = fc.shuffledSubarray([0, 1, 2, 3, 1, 3], {
      minLength: 6,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(order, async places => {
        run += 1;
        await world.knex('production_deployment').delete();
        const told = reports(run);
        await tell(...places.map(place => told[place]));
        expect(await inProduction(entity, 'stays')).toMatchObject({
          answer: 'yes',
          version: 'v2',
        });
        const { body } = await world.get(
          `/v1/entities/component/default/${entity.split('/')[1]}/summary`,
        );
        expect(body.sinceDeployment).toMatchObject({
          version: 'v2',
          at: told[3].data.finishedAt,
        });
      }),
      { numRuns: 15 },
    );
  });

  it('tells the card what came and went since the last deployment; null: none is known', async () => {
    const entity = world.fresh();
    const path = `/v1/entities/component/default/${
      entity.split('/')[1]
    }/summary`;
    const stays = codeFinding({ ruleId: 'stays' });
    await world.scanned(entity, [codeFinding({ ruleId: 'goes' }), stays], {
      at: hours(-5),
    });
    expect((await world.get(path)).body.sinceDeployment).toBeNull();
    await tell(
      deployment({ externalId: 'd20', at: hours(-4), version: '1.4' }, entity),
    );
    await world.scanned(
      entity,
      [
        stays,
        codeFinding({ ruleId: 'new one' }),
        codeFinding({ ruleId: 'style', kind: 'quality' }),
      ],
      { at: hours(-3) },
    );
    expect((await world.get(path)).body.sinceDeployment).toMatchObject({
      version: '1.4',
      created: 1,
      fixed: 1,
    });
  });
});
