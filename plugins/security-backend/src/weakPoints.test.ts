import {
  codeFinding,
  GateWorld,
  hours,
  packageFinding,
  startGateWorld,
} from './__testUtils__/startGateWorld';

/** Section 7 of `reference/security.md`, where no other test says it. */
describe('what others get wrong', () => {
  let world: GateWorld;
  beforeAll(async () => {
    world = await startGateWorld();
  });
  afterAll(() => world?.stop());

  const cardOf = async (entity: string) => {
    const name = entity.slice(entity.indexOf('/') + 1);
    const { body } = await world.get(
      `/v1/entities/component/default/${name}/summary`,
    );
    return body;
  };

  it('5: three tools by three names are one issue, in every number, until the last lets it go', async () => {
    const entity = world.fresh();
    const named = (tool: string, ...vulnerabilityIds: string[]) =>
      packageFinding(vulnerabilityIds[0] ?? '', {
        tool: { name: tool },
        vulnerabilityIds,
      });
    const told = {
      crateview: named('crateview', 'CVE-2026-500'),
      lookout: named('lookout', 'GHSA-xxxx-yyyy-zzzz'),
      openbase: named('openbase', 'CVE-2026-500', 'GHSA-xxxx-yyyy-zzzz'),
    };
    let minutes = 0;
    const says = (tool: keyof typeof told, has: boolean) => {
      minutes += 1;
      return world.scanned(entity, has ? [told[tool]] : [], {
        at: hours(-2 + minutes / 60),
        data: { tool, category: 'dependency' },
      });
    };
    const numbers = async () => {
      const { body } = await world.get(
        `/v1/findings?entity=${entity}&state=open&withTotal=true`,
      );
      const { open } = await cardOf(entity);
      const overview = await world.get(`/v1/overview?entity=${entity}`);
      return [
        body.total.count,
        open.high,
        overview.body.open.high,
        overview.body.openTotal.value,
      ];
    };
    await says('crateview', true);
    await says('lookout', true);
    await says('openbase', true);
    expect(await numbers()).toEqual([1, 1, 1, 1]);
    const { body } = await world.get(`/v1/findings?entity=${entity}`);
    expect(body.items[0].tools.sort()).toEqual([
      'crateview',
      'lookout',
      'openbase',
    ]);
    await says('crateview', false);
    await says('openbase', false);
    expect(await numbers()).toEqual([1, 1, 1, 1]);
    await says('lookout', false);
    expect(await numbers()).toEqual([0, 0, 0, 0]);
  });

  it('5: what one tool knows and the other does not is told of the one issue', async () => {
    const entity = world.fresh();
    const told = {
      crateview: {
        package: {
          name: 'left-rope',
          version: '1.2.0',
          purl: 'pkg:npm/left-rope@1.2.0',
          paths: [],
        },
        references: ['https://acme.example/a'],
      },
      lookout: {
        description: 'The rope unties itself.',
        remediation: 'Tie it.',
        cwes: [400],
        package: {
          name: 'left-rope',
          version: '1.2.0',
          purl: 'pkg:npm/left-rope@1.2.0',
          paths: [['ship', 'left-rope']],
          fixedVersions: ['1.2.1'],
          direct: false,
        },
        references: ['https://acme.example/b'],
      },
    };
    for (const [tool, more] of Object.entries(told)) {
      await world.scanned(
        entity,
        [
          packageFinding('CVE-2026-600', {
            tool: { name: tool },
            description: undefined,
            ...more,
          }),
        ],
        { at: hours(-1), data: { tool, category: 'dependency' } },
      );
    }
    const { body } = await world.get(`/v1/findings?entity=${entity}`);
    expect(body.items).toHaveLength(1);
    const one = await world.get(`/v1/findings/${body.items[0].id}`);
    expect(one.body).toMatchObject({
      description: 'The rope unties itself.',
      dependencyPaths: [['ship', 'left-rope']],
      direct: false,
      fix: { fixedVersions: ['1.2.1'], remediation: 'Tie it.' },
    });
    expect(one.body.references.sort()).toEqual([
      'https://acme.example/a',
      'https://acme.example/b',
    ]);
  });

  it('9: nothing is cut after a hundred: counts, lists and the day have all of them', async () => {
    const entity = world.fresh();
    const many = 130;
    await world.scanned(
      entity,
      Array.from({ length: many }, (_, n) =>
        codeFinding({ ruleId: `r${n}`, locations: [{ path: `${n}.ts` }] }),
      ),
    );
    const card = await cardOf(entity);
    expect(card.open.high).toBe(many);
    expect(card.trend.at(-1)).toMatchObject({ known: true });
    const seen = new Set<string>();
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await world.get(
        `/v1/findings?entity=${entity}&limit=50${
          cursor && `&cursor=${cursor}`
        }`,
      );
      for (const { id } of body.items) seen.add(id);
      cursor = body.nextCursor;
    }
    expect(seen.size).toBe(many);
  });

  it('an entity nobody scanned is not a clean one: no number, and it says so', async () => {
    const entity = world.fresh();
    const card = await cardOf(entity);
    expect(card.knowledge.state).toBe('never_scanned');
    expect(card.trend.every((day: { known: boolean }) => !day.known)).toBe(
      true,
    );
    const { body } = await world.get(`/v1/overview?entity=${entity}`);
    expect(body.openTotal).toMatchObject({ value: null, reason: 'no_data' });
    expect(body.knowledge.state).toBe('never_scanned');
  });
});
