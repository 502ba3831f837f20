import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { RolePolicy, rolesSchema } from './rolePolicy';

/** The role policy of the portal, from `permission.roles`. */
export const rolePolicyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'role-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint, config: coreServices.rootConfig },
      async init({ policy, config }) {
        const parsed = rolesSchema.safeParse(
          config.getOptional('permission.roles') ?? [],
        );
        if (!parsed.success) {
          const [issue] = parsed.error.issues;
          throw new Error(
            `permission.roles.${issue?.path.join('.')}: ${issue?.message}`,
          );
        }
        policy.setPolicy(new RolePolicy(parsed.data));
      },
    });
  },
});
