import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { createStaticEntityIndex } from '@quarterdeck/plugin-portal-node';
import {
  createProjectionDatabase,
  ProjectionDatabase,
} from '../../testing/projectionDatabase';
import { readPolicyConfig } from './policyConfig';
import { policyLocation } from './policyLocation';
import { createPolicyShelf } from './policyShelf';

const source = 'url:https://git.example/acme/shop/tree/main/';
const component = (name: string, annotations: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, annotations },
  spec: { owner: 'group:default/pay' },
});
const annotated = (path: string, location = source) => ({
  'quarterdeck.io/delivery-policy': path,
  'backstage.io/source-location': location,
});
const good = 'stages: { test: {}, production: {} }\n';

describe('policyLocation', () => {
  it.each([
    [
      '.quarterdeck/policy.yaml',
      source,
      'https://git.example/acme/shop/blob/main/.quarterdeck/policy.yaml',
    ],
    [
      './policy.yaml',
      'url:https://git.example/a/b/tree/main/sub/',
      'https://git.example/a/b/blob/main/sub/policy.yaml',
    ],
    [
      'policy.yaml',
      'url:https://git.example/a/b/blob/main/catalog-info.yaml',
      'https://git.example/a/b/blob/main/policy.yaml',
    ],
    [
      'p.yaml',
      'url:https://dev.example/o/_git/r?path=/sub/catalog-info.yaml',
      'https://dev.example/o/_git/r?path=%2Fsub%2Fp.yaml',
    ],
  ])('%s below %s', (path, location, url) => {
    expect(policyLocation({ annotations: annotated(path, location) })).toEqual({
      url,
    });
  });

  it.each([
    ['../policy.yaml'],
    ['/etc/passwd'],
    ['a/../../b'],
    ['https://evil.example/x'],
    ['a\\b'],
    ['%2e%2e/x'],
    [''],
  ])('refuses %s', path => {
    expect(policyLocation({ annotations: annotated(path) })).toHaveProperty(
      'problem',
    );
  });

  it('is nowhere without the annotation, and says when there is no source', () => {
    expect(policyLocation({ annotations: {} })).toBeUndefined();
    expect(
      policyLocation({ annotations: annotated('a.yaml', 'file:/tmp/x') }),
    ).toHaveProperty('problem');
  });
});

describe('readPolicyConfig', () => {
  const read = (policies: object[]) =>
    readPolicyConfig(new ConfigReader({ pipelines: { policies } }));

  it.each([
    [
      { policy: { stages: { a: { x: 1 } } } },
      /policies\[0\]\.policy\.stages\.a\.x: /,
    ],
    [{ policy: 'stages:\n  a: { x: 1 }\n' }, /\(line 2, column 8\)/],
    [{ entity: 'x', policy: good }, /pipelines\.policies\/0/],
  ])('stops the start at %j', (entry, message) => {
    expect(() => read([entry])).toThrow(message);
  });

  it('reads both forms', () => {
    expect(
      read([{ policy: good }, { policy: { stages: { test: {} } } }]),
    ).toHaveLength(2);
  });
});

describe('the policies of repositories', () => {
  let database: ProjectionDatabase;
  const files = new Map<string, string | Error>();
  const reads: string[] = [];
  const shop = 'component:default/shop';
  const url = 'https://git.example/acme/shop/blob/main/policy.yaml';
  let at = new Date('2026-09-17T12:00:00Z');

  const shelf = (
    annotations: Record<string, string> = annotated('policy.yaml'),
  ) =>
    createPolicyShelf({
      knex: database.knex,
      index: createStaticEntityIndex([
        component('shop', annotations),
        component('search', {}),
      ]),
      configured: readPolicyConfig(
        new ConfigReader({
          pipelines: {
            policies: [
              {
                entities: ['component:default/s*'],
                policy: { stages: { base: {} } },
              },
            ],
          },
        }),
      ),
      urlReader: {
        readUrl: async address => {
          reads.push(address);
          const text = files.get(address) ?? new Error('404');
          if (text instanceof Error) throw text;
          const buffer = async () => Buffer.from(text);
          return { buffer };
        },
      },
      logger: mockServices.logger.mock(),
      now: () => at,
    });

  beforeAll(async () => {
    database = await createProjectionDatabase();
  });
  afterAll(() => database?.drop());
  beforeEach(async () => {
    files.clear();
    reads.length = 0;
    await database.knex('policy_file').delete();
  });

  it('come first, and the configuration covers the others', async () => {
    files.set(url, good);
    const policies = shelf();
    await policies.readFiles();
    expect(await policies.effective(shop)).toMatchObject({
      source: 'repository',
      location: url,
      problems: [],
    });
    expect(await policies.effective('component:default/search')).toMatchObject({
      source: 'config',
      location: 'pipelines.policies[0]',
    });
    expect(await policies.effective('component:default/other')).toMatchObject({
      source: 'none',
      policy: null,
    });
  });

  it('keep their last good version, and tell what is wrong with the newest', async () => {
    const policies = shelf();
    files.set(url, good);
    await policies.readFiles();
    at = new Date(at.getTime() + 1000);
    files.set(url, 'stages:\n  test: { wrong: 1 }\n');
    await policies.readFiles();
    const kept = await policies.effective(shop);
    expect(kept).toMatchObject({
      source: 'repository',
      text: good,
      problems: [{ path: 'stages.test.wrong', line: 2 }],
    });
    expect(kept.goodSince).not.toBe(kept.checkedAt);
    files.set(url, new Error('connect ECONNREFUSED'));
    await policies.readFiles();
    expect(await policies.effective(shop)).toMatchObject({
      text: good,
      problems: [{ message: expect.stringContaining('ECONNREFUSED') }],
    });
    files.set(url, good);
    await policies.readFiles();
    expect(await policies.effective(shop)).toMatchObject({ problems: [] });
  });

  it('fall back to the configuration while there never was a good one', async () => {
    const policies = shelf();
    await policies.readFiles();
    expect(await policies.effective(shop)).toMatchObject({
      source: 'config',
      problems: [{ message: expect.stringContaining('404') }],
    });
  });

  it('are read when the catalog names another file, and forgotten with it', async () => {
    files.set(url, good);
    await shelf().readFiles({ changedOnly: true });
    await shelf().readFiles({ changedOnly: true });
    expect(reads).toEqual([url]);
    await shelf(annotated('other.yaml')).readFiles({ changedOnly: true });
    expect(reads).toHaveLength(2);
    await shelf({}).readFiles({ changedOnly: true });
    expect(await database.knex('policy_file').select()).toEqual([]);
    expect((await shelf({}).effective(shop)).source).toBe('config');
  });
});
