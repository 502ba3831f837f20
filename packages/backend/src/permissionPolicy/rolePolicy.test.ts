import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import { RolePolicy, rolesSchema } from './rolePolicy';

const readRuns = createPermission({
  name: 'pipelines.run.read',
  attributes: { action: 'read' },
  resourceType: 'pipeline-run',
});
const replay = createPermission({
  name: 'ingest.delivery.replay',
  attributes: { action: 'update' },
});

const policy = new RolePolicy(
  rolesSchema.parse([
    {
      name: 'everybody',
      members: ['*'],
      allow: ['catalog.*'],
      allowOwned: ['pipelines.run.*', 'ingest.delivery.replay'],
    },
    { name: 'platform', members: ['group:default/platform'], allow: ['*'] },
  ]),
);

const person = (...groups: string[]): PolicyQueryUser => ({
  credentials: mockCredentials.user('user:default/mei'),
  info: {
    userEntityRef: 'user:default/mei',
    ownershipEntityRefs: ['user:default/mei', ...groups],
  },
});

describe('RolePolicy', () => {
  it('allows what a role of the person names', async () => {
    await expect(
      policy.handle({ permission: replay }, person('group:default/platform')),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
  });

  it('denies what no role names, and everything to nobody', async () => {
    const other = createPermission({ name: 'models.promote', attributes: {} });
    await expect(
      policy.handle({ permission: other }, person()),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
    await expect(policy.handle({ permission: readRuns })).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it('narrows a resource permission to what the person owns', async () => {
    await expect(
      policy.handle({ permission: readRuns }, person('group:default/pay')),
    ).resolves.toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'pipelines',
      conditions: {
        params: { claims: ['user:default/mei', 'group:default/pay'] },
      },
    });
  });

  it('denies "owned" where nothing can be owned', async () => {
    await expect(
      policy.handle({ permission: replay }, person()),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
  });

  it.each(['pipelinesXrunXread', 'xpipelines.run.read'])(
    'reads dots and ends of patterns literally (%s)',
    async name => {
      const permission = createPermission({
        name,
        attributes: {},
        resourceType: 'pipeline-run',
      });
      await expect(policy.handle({ permission }, person())).resolves.toEqual({
        result: AuthorizeResult.DENY,
      });
    },
  );
});
