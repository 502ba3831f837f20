import { LogEvent, ReportFormat } from '@quarterdeck/plugin-ingest-node';
import { startTestDoor, TestDoor } from './__testUtils__/startTestDoor';

const complaint = (code: string, level: string) => ({
  code,
  level,
  message: `About ${code}`,
  file: './Dockerfile',
  line: 3,
  column: 1,
});

describe('reports of scans at the door', () => {
  let test: TestDoor;
  beforeAll(async () => {
    test = await startTestDoor({
      sources: {
        scans: {
          kind: 'events',
          tokenSubjects: ['external:ci-*'],
          entities: ['component:default/shop'],
          limits: { bodyBytes: 8_000_000, decompressedBytes: 16_000_000 },
        },
      },
    });
  });
  afterAll(() => test.stop());

  const send = (body: string, query: string, path = '/v1/reports') =>
    test.request('POST', `${path}?entity=component:default/shop&${query}`, {
      as: 'external:ci-1',
      body,
      headers: { 'content-type': 'application/octet-stream' },
    });
  const dataOf = async (receipt: unknown) => {
    const { rows } = await test.knex.raw(
      'select data from log.event where delivery_id = ? order by position desc limit 1',
      [String(receipt)],
    );
    return rows[0]?.data as LogEvent<'report.received.v1'>['data'];
  };
  const two = JSON.stringify([
    complaint('DL3002', 'error'),
    complaint('DL3003', 'warning'),
  ]);

  it.each(['security', 'iac', 'sbom', 'sast'])(
    'are found without a hint under %s',
    async category => {
      const answer = await send(
        two,
        `category=${category}&commit=abcdef1&branch=main&environment=prod&scope=backend&base=ABCDEF0&closeOld=false&at=2026-03-01T11:00:00%2B01:00`,
      );
      expect(answer).toMatchObject({ status: 202, json: { events: 1 } });
      expect(await dataOf(answer.json.receipt)).toMatchObject({
        category,
        format: 'hadolint',
        tool: 'Hadolint',
        branch: 'main',
        environment: 'prod',
        recordCount: 2,
        scan: {
          scope: 'backend',
          status: 'success',
          closeOld: false,
          at: '2026-03-01T10:00:00.000Z',
          base: 'abcdef0',
        },
        summary: {
          findings: 2,
          'severity.high': 1,
          'severity.medium': 1,
          'severity.low': 0,
          'kind.iac': 2,
        },
      });
    },
  );

  it('close by default, and are partial when a record is rejected', async () => {
    const answer = await send(
      JSON.stringify([complaint('DL3002', 'error'), { level: 'error' }]),
      'category=iac',
    );
    expect(await dataOf(answer.json.receipt)).toMatchObject({
      recordCount: 1,
      rejectedCount: 1,
      scan: {
        status: 'partial',
        closeOld: true,
        reason: expect.stringContaining('/1/code'),
      },
    });
  });

  it.each(['failed', 'partial'])(
    'are %s when the sender says so',
    async status => {
      const answer = await send(two, `category=iac&status=${status}`);
      expect(await dataOf(answer.json.receipt)).toMatchObject({
        scan: { status, reason: expect.stringContaining(status) },
      });
    },
  );

  it.each([
    ['category=iac&status=maybe', '/query/status'],
    ['category=iac&closeOld=perhaps', '/query/closeOld'],
    ['category=iac&at=2999-01-01T00:00:00Z', '/query/at'],
    ['category=iac&base=xyz', '/query/base'],
    ['category=tests&status=failed', '/query/status'],
    ['category=tests&closeOld=true', '/query/closeOld'],
    ['category=coverage&scope=a', '/query/scope'],
  ])('name the field that is wrong in %s', async (query, path) => {
    expect(await send(two, query)).toMatchObject({
      status: 400,
      json: { error: { path } },
    });
  });

  it.each([
    ['null', 422],
    ['{"error":{"code":"ENOAUDIT","summary":"no network"}}', 422],
    ['{}', 422],
    ['[{"code":"DL3002","level":"error"', 422],
    ['', 400],
  ])('are never clean by %s', async (body, status) => {
    const answer = await send(body, 'category=dependency');
    expect(answer.status).toBe(status);
  });

  it('take an empty list when its tool is named, else ask for it', async () => {
    const asked = await send('[]', 'category=iac');
    expect(asked).toMatchObject({
      status: 422,
      json: { error: { path: '/query/format' } },
    });
    for (const query of ['format=hadolint', 'tool=Hadolint']) {
      const answer = await send('[]', `category=iac&${query}`);
      expect(await dataOf(answer.json.receipt)).toMatchObject({
        format: 'hadolint',
        summary: { findings: 0 },
        scan: { status: 'success' },
      });
    }
  });

  it('tell in a preview format, counts by severity and rejected records', async () => {
    const answer = await send(
      JSON.stringify([complaint('DL3002', 'error'), { level: 'x' }]),
      'category=security',
      '/v1/preview/reports',
    );
    expect(answer).toMatchObject({
      status: 200,
      json: {
        status: 202,
        format: 'hadolint',
        records: 1,
        summary: { 'severity.high': 1, 'severity.critical': 0 },
        rejectedCount: 1,
        rejected: [{ path: '/1/code', message: expect.any(String) }],
      },
    });
  });

  it('carry what the report itself says of its scan', async () => {
    const format: ReportFormat = {
      format: 'said',
      category: 'security',
      detect: () => true,
      parse: async () => ({
        summary: {},
        scope: 'of-the-report',
        status: 'failed',
        reason: 'The scanner found no files.',
      }),
    };
    const own = await startTestDoor({
      reader: { formats: [{ module: '', export: '', format }] },
      sources: {
        scans: {
          kind: 'events',
          tokenSubjects: ['external:ci-*'],
          entities: ['component:default/shop'],
        },
      },
    });
    try {
      await own.request(
        'POST',
        '/v1/reports?entity=component:default/shop&category=security&status=partial',
        { as: 'external:ci-1', body: '{}' },
      );
      const { rows } = await own.knex.raw('select data from log.event');
      expect(rows[0].data.scan).toEqual({
        scope: 'of-the-report',
        status: 'failed',
        reason: 'The scanner found no files.',
        closeOld: true,
      });
    } finally {
      await own.stop();
    }
  });
});
