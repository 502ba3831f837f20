import { resolve } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { ConfigSources, FileConfigSource } from '@backstage/config-loader';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  pipelinesGateBypassPermission,
  pipelinesPermissions,
} from '@quarterdeck/plugin-pipelines-common';
import { RolePolicy, rolesSchema } from './rolePolicy';

const file = resolve(__dirname, '../../../../app-config.demo.yaml');

const person = (group: string): PolicyQueryUser => ({
  credentials: mockCredentials.user('user:default/mei'),
  info: {
    userEntityRef: 'user:default/mei',
    ownershipEntityRefs: ['user:default/mei', group],
  },
});

describe('the roles of the demo', () => {
  let policy: RolePolicy;
  beforeAll(async () => {
    const config = await ConfigSources.toConfig(
      FileConfigSource.create({ path: file, substitutionFunc: async () => '' }),
    );
    policy = new RolePolicy(rolesSchema.parse(config.get('permission.roles')));
    config.close();
  });

  it('let the platform team alone bypass a gate', async () => {
    const permission = pipelinesGateBypassPermission;
    await expect(
      policy.handle({ permission }, person('group:default/payments')),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
    await expect(
      policy.handle({ permission }, person('group:default/platform')),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
  });

  it.each(
    pipelinesPermissions
      .filter(({ name }) => name !== pipelinesGateBypassPermission.name)
      .map(permission => [permission.name, permission] as const),
  )('let a team do %s', async (_, permission) => {
    const decision = await policy.handle(
      { permission },
      person('group:default/payments'),
    );
    expect(decision.result).not.toBe(AuthorizeResult.DENY);
  });
});
