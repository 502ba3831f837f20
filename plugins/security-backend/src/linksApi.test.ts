import {
  SecurityBackend,
  startSecurityBackend,
} from './__testUtils__/startSecurityBackend';
import { codeFinding, scan } from './testing/scans';

const forges: Record<string, Record<string, string>> = {
  hub: { 'github.com/project-slug': 'acme/hub' },
  lab: { 'backstage.io/source-location': 'url:https://gitlab.com/acme/lab/' },
  bucket: { 'bitbucket.org/project-slug': 'acme/bucket' },
  azure: {
    'dev.azure.com/project-repo': 'till/shop',
    'dev.azure.com/host-org': 'dev.azure.com/acme',
  },
  nowhere: {},
};

describe('links to code and to runs', () => {
  let backend: SecurityBackend;
  beforeAll(async () => {
    backend = await startSecurityBackend({
      entities: Object.entries(forges).map(([name, annotations]) => ({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name, annotations },
        spec: { owner: 'group:default/pay' },
      })),
    });
    for (const name of Object.keys(forges)) {
      await backend.tell(
        scan([codeFinding({ ruleId: 'sql' })], {
          at: new Date(Date.now() - 1000).toISOString(),
          entityRef: `component:default/${name}`,
          data: {
            commit: 'abcdef1234567',
            run: { instance: 'github.com', externalId: '42' },
          },
        }),
      );
    }
  });
  afterAll(() => backend?.stop());

  it.each([
    ['hub', 'https://github.com/acme/hub/blob/abcdef1234567/src/a.ts#L7'],
    ['lab', 'https://gitlab.com/acme/lab/-/blob/abcdef1234567/src/a.ts#L7'],
    [
      'bucket',
      'https://bitbucket.org/acme/bucket/src/abcdef1234567/src/a.ts#lines-7',
    ],
    [
      'azure',
      'https://dev.azure.com/acme/till/_git/shop?path=%2Fsrc%2Fa.ts&version=GCabcdef1234567&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1',
    ],
    ['nowhere', null],
  ])('go to the file at the scanned commit: %s', async (name, link) => {
    const { body } = await backend.get(
      `/v1/findings?entity=component:default/${name}`,
    );
    const finding = await backend.get(`/v1/findings/${body.items[0].id}`);
    expect(finding.body.locations[0].link).toBe(link);
  });

  it('go to the run where the repository is of the host that ran it', async () => {
    const runOf = async (name: string) => {
      const { body } = await backend.get(
        `/v1/imports?entity=component:default/${name}`,
      );
      return body.items[0].run;
    };
    expect(await runOf('hub')).toEqual({
      instance: 'github.com',
      externalId: '42',
      url: 'https://github.com/acme/hub/actions/runs/42',
    });
    expect(await runOf('lab')).toMatchObject({ externalId: '42', url: null });
    const { body } = await backend.get(
      '/v1/coverage?entity=component:default/hub',
    );
    const [sast] = body.items[0].kinds;
    expect(sast.run.url).toBe('https://github.com/acme/hub/actions/runs/42');
  });
});
