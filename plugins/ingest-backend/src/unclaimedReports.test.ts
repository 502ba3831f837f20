import { startTestDoor, TestDoor } from './__testUtils__/startTestDoor';

const ada = 'user:default/ada';

const sarif = (repository?: string, results = 1) =>
  JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Lintel' } },
        ...(repository
          ? { versionControlProvenance: [{ repositoryUri: repository }] }
          : {}),
        results: Array.from({ length: results }, (_, n) => ({
          ruleId: `r${n}`,
          message: { text: 'Bad' },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'src/a.ts' },
                region: { startLine: n + 1 },
              },
            },
          ],
        })),
      },
    ],
  });

describe('reports of scans without an entity', () => {
  let test: TestDoor;
  beforeAll(async () => {
    test = await startTestDoor({
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'till',
            annotations: { 'github.com/project-slug': 'acme/till' },
          },
        },
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'shop' },
        },
      ],
      sources: {
        scans: {
          kind: 'events',
          tokenSubjects: ['external:ci-*'],
          entities: 'all',
        },
        narrow: {
          kind: 'events',
          tokenSubjects: ['external:narrow'],
          entities: ['component:default/shop'],
        },
      },
    });
  });
  afterAll(() => test.stop());

  const send = (body: string, query: string, as = 'external:ci-1') =>
    test.request('POST', `/v1/reports?category=sast&${query}`, {
      as,
      body,
      headers: { 'content-type': 'application/octet-stream' },
    });
  const eventOf = async (receipt: unknown) => {
    const { rows } = await test.knex.raw(
      'select entity_ref, subject from log.event where delivery_id = ?',
      [String(receipt)],
    );
    return rows[0];
  };
  const unclaimed = async () => {
    await test.door.flushCounts();
    const { json } = await test.request('GET', '/v1/unclaimed', { as: ada });
    return (json.items as { key: string }[]).map(({ key }) => key);
  };

  it('wait under the repository that the report names, and follow its claim', async () => {
    const body = sarif('https://github.com/acme/shop.git');
    const first = await send(body, 'branch=main');
    expect(first.status).toBe(202);
    expect(await eventOf(first.json.receipt)).toEqual({
      entity_ref: null,
      subject: 'github.com/acme/shop',
    });
    expect(await unclaimed()).toContain('github.com/acme/shop');

    const claim = await test.request('POST', '/v1/claims', {
      as: ada,
      body: JSON.stringify({
        key: 'github.com/acme/shop',
        entityRef: 'component:default/shop',
      }),
      headers: { 'content-type': 'application/json' },
    });
    expect(claim.status).toBeLessThan(300);
    expect(await unclaimed()).not.toContain('github.com/acme/shop');
    const second = await send(body, 'branch=main');
    expect(await eventOf(second.json.receipt)).toEqual({
      entity_ref: 'component:default/shop',
      subject: 'github.com/acme/shop',
    });
  });

  it('belong at once to who the catalog says', async () => {
    const sent = await send(sarif(), 'repository=git@github.com:acme/till.git');
    expect(await eventOf(sent.json.receipt)).toEqual({
      entity_ref: 'component:default/till',
      subject: 'github.com/acme/till',
    });
  });

  it('keep no token that stands in the address of their repository', async () => {
    const sent = await send(
      sarif(),
      'repository=https://ci:FAKE-SECRET-0001@github.com/acme/till.git',
    );
    expect(await eventOf(sent.json.receipt)).toMatchObject({
      subject: 'github.com/acme/till',
    });
    const { rows } = await test.knex.raw(
      'select headers::text from delivery where receipt = ?',
      [String(sent.json.receipt)],
    );
    expect(rows[0].headers).toContain('acme%2Ftill');
    expect(rows[0].headers).not.toContain('FAKE-SECRET');
  });

  it('may be of an image, and of more than fits one message', async () => {
    const large = sarif(undefined, 8000);
    expect(large.length).toBeGreaterThan(1024 * 1024);
    const sent = await send(
      large,
      'image=registry.acme.example/pay/kiosk:1.4.0',
    );
    expect(sent.status).toBe(202);
    expect(await eventOf(sent.json.receipt)).toEqual({
      entity_ref: null,
      subject: 'registry.acme.example/pay/kiosk',
    });
  });

  it('are read again with the claims of today', async () => {
    const sent = await send(sarif('https://github.com/acme/kiosk'), '');
    const again = await test.request(
      'POST',
      `/v1/deliveries/${sent.json.receipt}/replay`,
      { as: ada },
    );
    expect(again.status).toBeLessThan(300);
    expect(await eventOf(sent.json.receipt)).toMatchObject({
      subject: 'github.com/acme/kiosk',
    });
  });

  it.each([
    ['that name nothing', sarif(), '', 422, '/query/entity'],
    ['of a folder', sarif(), 'repository=.', 400, '/query/repository'],
    ['of a file', sarif(), 'image=../shop', 400, '/query/image'],
    [
      'of an entity and a repository',
      sarif(),
      'entity=component:default/shop&repository=github.com/acme/shop',
      400,
      '/query/repository',
    ],
    [
      'of a repository and an image',
      sarif(),
      'repository=github.com/acme/shop&image=acme/shop',
      400,
      '/query/image',
    ],
  ])('are refused %s', async (_, body, query, status, path) => {
    expect(await send(body, query)).toMatchObject({
      status,
      json: { error: { path } },
    });
  });

  it.each([
    ['by their sender', sarif(), 'repository=github.com/acme/till'],
    ['by themselves', sarif('https://github.com/acme/till'), ''],
  ])(
    'do not speak for whom their source may not, named %s',
    async (_, body, query) => {
      expect(await send(body, query, 'external:narrow')).toMatchObject({
        status: 403,
      });
    },
  );

  it('of tests and coverage need an entity as before', async () => {
    for (const query of [
      'category=tests',
      'category=coverage&repository=github.com/acme/shop',
    ]) {
      const answer = await test.request('POST', `/v1/reports?${query}`, {
        as: 'external:ci-1',
        body: '<testsuite/>',
      });
      expect(answer).toMatchObject({
        status: 400,
        json: { error: { path: '/query/entity' } },
      });
    }
  });
});
